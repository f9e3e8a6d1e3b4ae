import type { Attachment } from 'svelte/attachments';

interface Options {
  /** Also takes what is dropped anywhere else on the page, so that a file let go beside the form is not opened instead of it. */
  everywhere: boolean;
  takes: () => boolean;
  onfiles: (files: readonly File[]) => void;
  /** Files are held over the page, or no longer. */
  onhold: (now: boolean) => void;
}

/** Takes files that are dropped on the form around the element, and images that are pasted into it. */
export function takesFiles({ everywhere, takes, onfiles, onhold }: Options): Attachment<HTMLElement> {
  return (element) => {
    const form = element.closest('form') ?? element;
    const target: HTMLElement | Window = everywhere ? window : form;
    const done = new AbortController();
    const { signal } = done;
    const listen = (event: 'dragover' | 'drop', act: (event: DragEvent) => void) =>
      target.addEventListener(event, (given) => act(given as DragEvent), { signal });

    listen('dragover', (event) => {
      if (!carriesFiles(event.dataTransfer) || event.defaultPrevented) return;
      event.preventDefault();
      onhold(takes());
    });
    listen('drop', (event) => {
      onhold(false);
      if (!carriesFiles(event.dataTransfer) || event.defaultPrevented) return;
      event.preventDefault();
      if (takes()) onfiles([...(event.dataTransfer?.files ?? [])]);
    });
    target.addEventListener(
      'dragleave',
      (given) => {
        const { relatedTarget } = given as DragEvent;
        if (!(relatedTarget instanceof Node) || (!everywhere && !form.contains(relatedTarget))) onhold(false);
      },
      { signal }
    );
    form.addEventListener(
      'paste',
      (event) => {
        const files = pastedFiles(event.clipboardData);
        if (!takes() || files.length === 0) return;
        event.preventDefault();
        onfiles(files);
      },
      { signal }
    );
    return () => done.abort();
  };
}

const carriesFiles = (data: DataTransfer | null): boolean => data?.types.includes('Files') ?? false;

/** Word and Excel put a picture of the text beside the text: then the text is meant. */
export function pastedFiles(data: Pick<DataTransfer, 'files' | 'types'> | null): File[] {
  return data === null || data.types.includes('text/plain') ? [] : [...data.files];
}
