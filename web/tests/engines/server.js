/** The server that a journey is made with, on a folder of its own; it may be killed and started again. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const BINARY = process.env['AFTERGLOW_BINARY'] ?? '../target/debug/afterglow';

export class Server {
  #folder = mkdtempSync(join(tmpdir(), 'afterglow-engine-'));
  #data = join(this.#folder, 'data');
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #process;
  address = 'http://127.0.0.1:0';

  /** Starts it, the second time where it was before. */
  async start() {
    const listen = new URL(this.address).host || '127.0.0.1:0';
    const server = spawn(BINARY, ['serve', '--listen', listen, '--data-dir', this.#data], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#process = server;
    this.address = await new Promise((resolve, reject) => {
      server.on('error', reject);
      server.on('exit', (code) => reject(new Error(`the server ended: ${code}`)));
      createInterface({ input: server.stderr }).on('line', (line) => {
        const address = /Afterglow is at (http:[^"\s]+)/.exec(line)?.[1];
        if (address) resolve(address);
      });
    });
  }

  async kill() {
    const server = this.#process;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  }

  /** What a command of the same program says, on the same data. @param {string[]} words */
  command(...words) {
    const said = spawnSync(BINARY, [...words, '--data-dir', this.#data], { encoding: 'utf8' });
    if (said.status !== 0) throw new Error(`${words.join(' ')}: ${said.stderr}`);
    return said.stdout;
  }

  async remove() {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
