/** No form and no message of ours is near this size. */
const MAX_BYTES = 256 * 1024;

/**
 * Reads what is left of a body that is refused, and forgets it: a browser reads no answer before it has sent everything.
 * Kit ends what is too large even for that.
 */
export async function drain(body: ReadableStream<Uint8Array>): Promise<void> {
  const reader = body.getReader();
  try {
    while (!(await reader.read()).done);
  } catch {
    // The sender has gone, or sends without end.
  }
  reader.releaseLock();
}

/**
 * The request, with a body that breaks off (`status` 413, as Kit's own) once it is larger than all but files may be. What
 * says how long it is, Kit has held to its word.
 */
export function limitBody(request: Request): Request {
  const { body } = request;
  if (body === null || Number(request.headers.get('content-length') ?? Infinity) <= MAX_BYTES) {
    return request;
  }
  const source = body.getReader();
  let size = 0;
  const limited = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await source.read();
      if (done) return controller.close();
      size += value.byteLength;
      if (size <= MAX_BYTES) return controller.enqueue(value);
      source.releaseLock();
      await drain(body);
      controller.error(Object.assign(new Error('the body is too large'), { status: 413 }));
    },
    cancel: (reason) => source.cancel(reason)
  });
  // `duplex` belongs to every request with a stream; the DOM's types do not know it yet.
  const init: RequestInit & { duplex: 'half' } = { body: limited, duplex: 'half' };
  return new Request(request, init);
}
