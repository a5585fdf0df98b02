// The caches of docs/caches in front of a test's server: the files that users are shown, with other addresses.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import { until } from './server-process.js';

const PROGRAMS = {
  nginx: process.env.TEST_NGINX ?? '/usr/sbin/nginx',
  varnish: process.env.TEST_VARNISH ?? '/usr/sbin/varnishd',
};
export type CacheName = keyof typeof PROGRAMS;

export interface FrontCache {
  readonly url: string;
  stop(): Promise<void>;
}

/** Around every test that needs the cache: without it they are skipped, and say so; CI does not let that pass. */
export function describeWithCache(name: CacheName, tests: () => void): void {
  if (existsSync(PROGRAMS[name])) return describe(`behind ${name}`, tests);
  if (process.env.CI) throw new Error(`There is no ${PROGRAMS[name]}, and CI needs it.`);
  console.warn(`SKIPPED, since there is no ${PROGRAMS[name]} (apt-get install ${name}).`);
  describe.skip(`behind ${name}`, tests);
}

/** @param url of the server that it stands in front of */
export async function startFrontCache(name: CacheName, url: string): Promise<FrontCache> {
  const folder = await mkdtemp(join(tmpdir(), `copydesk-${name}-`));
  const port = await freePort();
  const child = await START[name](folder, port, new URL(url).port);
  let output = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = once(child, 'close');
  const cache = `http://127.0.0.1:${port}`;
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`${name} ended:\n${output}`);
    return fetch(`${cache}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  });
  return {
    url: cache,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

const START: Record<CacheName, (folder: string, port: number, upstream: string) => Promise<ChildProcess>> = {
  nginx: async (folder, port, upstream) => {
    const site = await shown('nginx.conf', {
      'listen 8080': `listen 127.0.0.1:${port}`,
      '127.0.0.1:3000': `127.0.0.1:${upstream}`,
      '/var/cache/nginx': folder,
    });
    const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    const http = [
      'access_log off;',
      ...folders.map((each) => `${each}_temp_path ${join(folder, each)};`),
      site,
    ];
    const main = [
      ...(process.getuid?.() === 0 ? ['user root;'] : []),
      `daemon off; pid ${join(folder, 'pid')}; error_log stderr;`,
      `events {} http { ${http.join('\n')} }`,
    ];
    await writeFile(join(folder, 'nginx.conf'), main.join('\n'));
    return spawn(PROGRAMS.nginx, ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')]);
  },
  varnish: async (folder, port, upstream) => {
    const file = join(folder, 'site.vcl');
    await writeFile(file, await shown('varnish.vcl', { '"3000"': `"${upstream}"` }));
    const memory = ['-s', 'malloc,64m'];
    const place = ['-n', join(folder, 'work'), '-a', `127.0.0.1:${port}`];
    return spawn(PROGRAMS.varnish, ['-F', '-j', 'none', '-f', file, ...place, ...memory]);
  },
};

/** A file of docs/caches with other addresses; each of them must be there. */
async function shown(name: string, replacements: Readonly<Record<string, string>>): Promise<string> {
  let text = await readFile(join('docs/caches', name), 'utf8');
  for (const [from, to] of Object.entries(replacements)) {
    if (!text.includes(from)) throw new Error(`docs/caches/${name} has no ${from}.`);
    text = text.replace(from, to);
  }
  return text;
}
