/** A real nginx or Apache with the site file of deploy/, on ports and folders of its own; as root or not. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { inRoot } from '../../../scripts/support/root.mjs';
import { freePort } from '../../../scripts/support/server.mjs';

export type ProxyKind = 'nginx' | 'apache';
export const proxyKinds: readonly ProxyKind[] = ['nginx', 'apache'];

const programs = { nginx: ['/usr/sbin/nginx'], apache: ['/usr/sbin/apache2'] } as const;
const program = (kind: ProxyKind) => programs[kind].find((path) => existsSync(path));

/** Why that proxy cannot be tested here; undefined when it can. */
export const missing = (kind: ProxyKind): string | undefined =>
  program(kind)
    ? undefined
    : `${kind} is not installed here (Debian package ${kind === 'nginx' ? 'nginx' : 'apache2'}; .ci/run installs it)`;

/** A folder that the proxy's own user may read, with certificate, releases and the switch that closes the platform. */
export class Premises {
  readonly folder = mkdtempSync(join(tmpdir(), 'vigie-front-'));
  readonly current = join(this.folder, 'current');
  readonly maintenance = join(this.folder, 'maintenance');
  readonly certificate = join(this.folder, 'fullchain.pem');
  readonly key = join(this.folder, 'privkey.pem');

  constructor() {
    chmodSync(this.folder, 0o755);
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
        '-subj',
        '/CN=localhost',
      ].concat(['-addext', 'subjectAltName=DNS:localhost', '-keyout', this.key, '-out', this.certificate]),
      { stdio: 'pipe' },
    );
  }

  /** Lays down what the proxies read of a release, and makes it the one that runs. */
  publish(release: string, from: string = inRoot()): void {
    const folder = join(this.folder, release);
    for (const part of ['static', 'front']) cpSync(join(from, 'dist', part), join(folder, 'dist', part), { recursive: true });
    this.turnTo(release);
  }

  /** As an update does, and a rollback. */
  turnTo(release: string): void {
    rmSync(this.current, { force: true });
    symlinkSync(release, this.current);
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

interface Ports {
  http: number;
  https: number;
}

interface ProxyOptions {
  /** Its port, where that must be known before. */
  https?: number;
  /** Many people come from one address, as they do in no real house: no ceiling of requests is met. */
  crowd?: boolean;
  /** Requests that one address may send on average, as nginx writes it, instead of those of the site file. */
  rate?: string;
}

export class FrontProxy {
  readonly kind: ProxyKind;
  readonly address: string;
  readonly plainAddress: string;
  readonly #folder: string;
  #child: ChildProcess | undefined;
  #said = '';

  private constructor(kind: ProxyKind, folder: string, { http, https }: Ports) {
    this.kind = kind;
    this.#folder = folder;
    this.address = `https://localhost:${https}`;
    this.plainAddress = `http://localhost:${http}`;
  }

  /** Starts it in front of `application`, the address of the web port. */
  static async start(kind: ProxyKind, premises: Premises, application: string, options: ProxyOptions = {}): Promise<FrontProxy> {
    const ports = { http: await freePort(), https: options.https ?? (await freePort()) };
    const folder = mkdtempSync(join(premises.folder, `${kind}-`));
    chmodSync(folder, 0o755);
    const proxy = new FrontProxy(kind, folder, ports);
    const fill = (text: string) => {
      const site = filled(text, premises, ports, folder, new URL(application).host);
      if (options.crowd) return site.replace('rate=50r/s', 'rate=5000r/s').replace('rate=500r/s', 'rate=5000r/s');
      return options.rate ? site.replace('rate=50r/s', `rate=${options.rate}`) : site;
    };
    if (kind === 'nginx') writeNginx(folder, fill);
    else writeApache(folder, fill);
    await proxy.#run();
    return proxy;
  }

  async #run(): Promise<void> {
    const path = program(this.kind);
    if (!path) throw new Error(missing(this.kind));
    const words =
      this.kind === 'nginx'
        ? ['-p', this.#folder, '-c', join(this.#folder, 'nginx.conf'), '-e', join(this.#folder, 'error.log'), '-g', 'daemon off;']
        : ['-D', 'FOREGROUND', '-f', join(this.#folder, 'apache2.conf')];
    this.#child = spawn(path, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream?.on('data', (text) => (this.#said += text));
    const deadline = performance.now() + 120_000;
    while (!(await accepts(Number(new URL(this.address).port)))) {
      if (this.#child.exitCode !== null) throw new Error(`${this.kind} did not start:\n${this.#said}${this.errors()}`);
      if (performance.now() > deadline) throw new Error(`${this.kind} does not listen:\n${this.#said}${this.errors()}`);
      await delay(50);
    }
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** What it wrote down about itself, for the message of a failure. */
  errors(): string {
    const logs = readdirSync(this.#folder).filter((name) => name.endsWith('error.log'));
    return logs.map((name) => readFileSync(join(this.#folder, name), 'utf8')).join('');
  }

  accessLog(): string {
    return readFileSync(join(this.#folder, 'vigie.access.log'), 'utf8');
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }
}

/** The words that the site files ask a deployer to change, and the folders of their logs. */
function filled(text: string, premises: Premises, { http, https }: Ports, folder: string, application: string): string {
  return text
    .replaceAll('vigie\\.example\\.eu', 'localhost')
    .replaceAll('vigie.example.eu', 'localhost')
    .replaceAll('/etc/ssl/vigie', premises.folder)
    .replaceAll('/opt/vigie/current', premises.current)
    .replaceAll('/etc/vigie/maintenance', premises.maintenance)
    .replaceAll('127.0.0.1:3000', application)
    .replace(/\/var\/log\/(nginx|apache2)/g, folder)
    .replace(/^ *listen \[::\].*$/gm, '')
    .replace(/listen 80\b/g, `listen 127.0.0.1:${http}`)
    .replace(/listen 443\b/g, `listen 127.0.0.1:${https}`)
    .replace(/<VirtualHost \*:80>/g, `<VirtualHost *:${http}>`)
    .replace(/<VirtualHost \*:443>/g, `<VirtualHost *:${https}>`)
    .replaceAll('# ports', `Listen 127.0.0.1:${http}\nListen 127.0.0.1:${https}`);
}

function writeNginx(folder: string, fill: (text: string) => string): void {
  mkdirSync(join(folder, 'snippets'));
  for (const name of readdirSync(inRoot('deploy/nginx/snippets')))
    writeFileSync(join(folder, 'snippets', name), fill(readFileSync(inRoot('deploy/nginx/snippets', name), 'utf8')));
  writeFileSync(join(folder, 'vigie.conf'), fill(readFileSync(inRoot('deploy/nginx/vigie.conf'), 'utf8')));
  const scratch = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join('\n');
  const user = process.getuid?.() === 0 ? 'user www-data;\n' : '';
  writeFileSync(
    join(folder, 'nginx.conf'),
    `${user}worker_processes 2;\npid ${folder}/nginx.pid;\nerror_log ${folder}/error.log;\nevents { worker_connections 512; }\nhttp {\n` +
      `include /etc/nginx/mime.types;\ndefault_type application/octet-stream;\naccess_log off;\nsendfile on;\ngzip on;\n${scratch}\ninclude ${folder}/vigie.conf;\n}\n`,
  );
}

/** The modules that the head of the site file names, and what Debian loads besides. */
const apacheModules = ['mpm_event', 'authz_core', 'setenvif', 'env', 'filter', 'deflate', 'ssl', 'http2', 'proxy', 'proxy_http'].concat([
  'headers',
  'rewrite',
  'alias',
  'mime',
  'reqtimeout',
  'socache_shmcb',
]);

function writeApache(folder: string, fill: (text: string) => string): void {
  writeFileSync(join(folder, 'vigie.conf'), fill(readFileSync(inRoot('deploy/apache/vigie.conf'), 'utf8')));
  const modules = apacheModules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n');
  const user = process.getuid?.() === 0 ? 'User www-data\nGroup www-data\n' : '';
  writeFileSync(
    join(folder, 'apache2.conf'),
    fill(
      `ServerRoot ${folder}\nServerName localhost\nPidFile ${folder}/apache.pid\nDefaultRuntimeDir ${folder}\nErrorLog ${folder}/error.log\n${modules}\n${user}` +
        'Mutex pthread\nTypesConfig /etc/mime.types\nAddOutputFilterByType DEFLATE text/html text/css\n# ports\n' +
        `<Directory />\nAllowOverride None\nRequire all denied\n</Directory>\nInclude ${folder}/vigie.conf\n`,
    ),
  );
}

function accepts(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(port, '127.0.0.1');
  socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  return promise.finally(() => socket.destroy());
}
