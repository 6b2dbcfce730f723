/** A mail server on this machine: what it takes for an address is in a file of that name. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';

export async function startMailServer(folder: string) {
  const server = createServer((socket) => talk(socket, folder));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, stop: () => server.close() };
}

/** The text of the last mail to an address; none before there is one. */
export function mailTo(address: string): string | undefined {
  try {
    return readFileSync(join(process.env['AFTERGLOW_TEST_MAILS'] ?? '', address), 'utf8');
  } catch {
    return undefined;
  }
}

/** What mail programs show that show no HTML: the first part. */
function plainText(mail: string): string {
  const [, boundary = ''] = /boundary="([^"]+)"/.exec(mail) ?? [];
  const part = mail.split(`--${boundary}`)[1] ?? '';
  return part.slice(part.indexOf('\r\n\r\n') + 4);
}

function talk(socket: Socket, folder: string): void {
  let [waiting, to, inMail] = ['', '', false];
  const say = (text: string) => socket.write(`${text}\r\n`);
  socket.on('error', () => undefined);
  socket.on('data', (data) => {
    waiting += data.toString();
    for (;;) {
      const end = inMail ? '\r\n.\r\n' : '\r\n';
      const at = waiting.indexOf(end);
      if (at < 0) return;
      const line = waiting.slice(0, at);
      waiting = waiting.slice(at + end.length);
      if (inMail) {
        writeFileSync(join(folder, to), plainText(line));
        inMail = false;
        say('250 taken');
      } else if (line.startsWith('DATA')) {
        inMail = true;
        say('354 go on');
      } else {
        to = /^RCPT TO:<([^>]*)>/.exec(line)?.[1] ?? to;
        say('250 well');
      }
    }
  });
  say('220 here');
}
