/**
 * A network with a login page: everything on the way to the server passes through here, and while it
 * is `inTheWay` each request is answered with that page, as 200, whatever was asked.
 */
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const LOGIN = '<!doctype html><title>Welcome</title><h1>Sign in to the hotel’s network</h1>';

export class Portal {
  /** Whether a path is answered with the login page. */
  inTheWay: (path: string) => boolean = () => false;
  readonly #server: Server;

  constructor(private readonly upstream: string) {
    this.#server = createServer((asked, answer) => {
      if (this.inTheWay(asked.url ?? '/')) {
        asked.resume();
        answer.writeHead(200, { 'content-type': 'text/html' }).end(LOGIN);
        return;
      }
      const { hostname, port } = new URL(this.upstream);
      const { method, url: path, headers } = asked;
      const passed = request({ hostname, port, method, path, headers }, (given) => {
        answer.writeHead(given.statusCode ?? 502, given.rawHeaders);
        given.pipe(answer);
      });
      passed.on('error', () => answer.destroy());
      asked.pipe(passed);
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
