import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  to: string;
  /** The whole message as it came over the line. */
  raw: string;
  /** A header with its folding undone, still encoded; '' when there is none. */
  header(name: string): string;
  /** The plain text part, decoded. */
  text: string;
}

export interface SmtpOptions {
  /** A port to listen on; else a free one. */
  port?: number;
  /** Answers an address with an SMTP code, or with nothing: fine. */
  onAddress?: (address: string) => number | undefined | Promise<number | undefined>;
  /** Runs when the whole message is there, before the server says that it took it. */
  onMessage?: (mail: ReceivedMail) => void | Promise<void>;
}

/** A real SMTP server on loopback that keeps what it accepts. */
export async function startSmtp({ port = 0, onAddress, onMessage }: SmtpOptions = {}) {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onRcptTo({ address }, _session, done) {
      void Promise.resolve(onAddress?.(address)).then((code) =>
        done(code === undefined ? null : Object.assign(new Error('no'), { responseCode: code }))
      );
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const mail = read(session.envelope.rcptTo[0]?.address ?? '', Buffer.concat(chunks).toString('utf8'));
        void Promise.resolve(onMessage?.(mail)).then(() => {
          mails.push(mail);
          done(null);
        });
      });
    }
  });
  // Connections that the other side cuts.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.server.address();
  const used = address !== null && typeof address === 'object' ? address.port : port;
  return {
    url: `smtp://127.0.0.1:${used}`,
    port: used,
    mails,
    close: () => new Promise<void>((resolve) => server.close(resolve))
  };
}

function read(to: string, raw: string): ReceivedMail {
  const [head = ''] = raw.split('\r\n\r\n', 1);
  const unfolded = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const header = (name: string) => {
    const found = unfolded.find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
    return found === undefined ? '' : found.slice(name.length + 1).trim();
  };
  return { to, raw, header, text: plainPart(raw) };
}

function plainPart(raw: string): string {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1];
  const part =
    boundary && raw.split(`\r\n--${boundary}`).find((each) => each.includes('Content-Type: text/plain'));
  if (!part) return '';
  const [head = '', ...rest] = part.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/base64/.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/quoted-printable/.test(head)) return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
