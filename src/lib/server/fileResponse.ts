import type { FileToSend } from '$lib/server/services/files';

/** A week: whoever may see it no more has it no longer than that in the browser. */
const KEEP = 'private, max-age=604800, immutable';

/**
 * A file as an answer. Only images of our own making are shown; all else is saved, and even opened it could do nothing:
 * the policy forbids it everything.
 */
export function fileResponse(file: FileToSend, request: Request): Response {
  const headers = {
    etag: file.tag,
    'cache-control': KEEP,
    'content-type':
      file.mime === 'text/plain' || file.mime === 'text/csv' ? `${file.mime}; charset=utf-8` : file.mime,
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'content-disposition': file.saveAs === null ? 'inline' : attachment(file.saveAs)
  };
  if (request.headers.get('if-none-match') === file.tag) return new Response(null, { status: 304, headers });
  return new Response(streamOf(file.content()), {
    headers: { ...headers, 'content-length': String(file.size) }
  });
}

/** Opens nothing before somebody reads: of an answer to HEAD nobody does. */
function streamOf(content: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await content.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await content.return(undefined);
      }
    },
    { highWaterMark: 0 }
  );
}

/** RFC 6266: a plain name for old programs, the whole one for all others. */
export function attachment(name: string): string {
  const plain = name.replace(/[^ -~]|["\\%]/g, '_');
  const whole = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
