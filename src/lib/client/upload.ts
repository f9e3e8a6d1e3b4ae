import type { UploadAnswer } from '$lib/protocol/files';

export type { UploadAnswer };

export interface UploadOptions {
  /** Where files are taken in: of a room, or of an AG's page. */
  to: string;
  content: Blob;
  name: string;
  /** Called with the part that has been sent, from 0 to 1. */
  onprogress: (part: number) => void;
  signal: AbortSignal;
}

/**
 * Sends a file. `fetch` cannot say how far it is, so it is the older way.
 *
 * @throws when the line breaks or `signal` ends it; the server may have taken the file
 */
export function uploadFile({ to, content, name, onprogress, signal }: UploadOptions): Promise<UploadAnswer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    const fail = () => reject(new Error('the upload broke'));
    request.open('POST', `${to}?name=${encodeURIComponent(name.slice(-200))}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) => onprogress(total > 0 ? loaded / total : 0);
    request.onerror = request.onabort = request.ontimeout = fail;
    request.onload = () => {
      const answer = parsed(request.responseText);
      if (answer) resolve(answer);
      else fail();
    };
    request.onloadend = () => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort);
    if (signal.aborted) fail();
    else request.send(content);
  });
}

/** Null for what a proxy says in our place. */
function parsed(text: string): UploadAnswer | null {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null && 'ok' in answer ? (answer as UploadAnswer) : null;
  } catch {
    return null;
  }
}
