/** The demo of `npm start`, without a database server: how soon it is there, and what it holds after a fill and ten documents. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { scratchFolder } from '../scripts/support/server.mjs';
import { totpCode } from '../src/platform/auth/totp.ts';
import { systemClock } from '../src/platform/time/clock.ts';
import { memoryOfFamily } from './cpu.ts';
import { type Line, megabytes, seconds } from './results.ts';
import { serversOf, startAllInOne } from './server.ts';
import { type Answer, get, send, sendExpecting } from './visitor.ts';

interface Account {
  role: string;
  email: string;
  password: string;
  totpSecret: string;
}

export async function measureEmbedded(): Promise<Line[]> {
  const folder = scratchFolder('bench-demo');
  const settings = { VIGIE_DATA: folder, RATE_LIMIT: '100000', LOG_LEVEL: 'error', DATABASE_URL: '', REDIS_URL: '', APP_ENV: '' };
  const first = await startAllInOne(settings);
  const documents = await makeDocuments(first.address, folder, 10);
  const memory = Math.max(...serversOf(first).map(memoryOfFamily));
  await first.stop();
  const second = await startAllInOne(settings);
  await second.stop();
  return [
    { what: 'first start with demo data', budget: '< 20 s', figure: seconds(first.startedIn), isMet: first.startedIn < 20_000 },
    { what: 'embedded start on existing data', budget: '< 3 s', figure: seconds(second.startedIn), isMet: second.startedIn < 3_000 },
    {
      what: `memory, embedded, after the demo fill and ${documents} PDFs`,
      budget: '< 1.1 GB',
      figure: megabytes(memory),
      isMet: documents === 10 && memory < 1_126,
    },
  ];
}

async function makeDocuments(address: string, folder: string, wanted: number): Promise<number> {
  const accounts: Account[] = JSON.parse(readFileSync(join(folder, 'demo-accounts.json'), 'utf8'));
  let made = 0;
  // As many regulators as it takes: the fictional country has few incidents each.
  for (const account of accounts.filter(({ role }) => /regulator/i.test(role))) {
    const browser = new Browser(address);
    await browser.signIn(account);
    const list = (await browser.get('/incidents?view=all&size=100')).body.toString('utf8');
    for (const path of new Set(list.match(/\/incidents\/[0-9a-f-]{36}/g))) {
      if (made === wanted) return made;
      await browser.get(`${path}/incident.pdf`);
      made++;
    }
  }
  return made;
}

/** Keeps cookies and sends the form it was shown. */
class Browser {
  readonly #address: string;
  readonly #cookies = new Map<string, string>();

  constructor(address: string) {
    this.#address = address;
  }

  async signIn({ email, password, totpSecret }: Account): Promise<void> {
    await this.#post('/sign-in', { email, password, next: '/' });
    await this.#post('/sign-in/code', { code: totpCode(totpSecret, systemClock.now()), next: '/' });
  }

  async get(path: string): Promise<Answer> {
    return this.#keep(await sendExpecting(this.#address, 200, get(this.#visitor(), path)));
  }

  async #post(path: string, fields: Record<string, string>): Promise<void> {
    const { document } = parseHTML((await this.get(path)).body.toString('utf8'));
    const token = document.querySelector('input[name=_csrf]')?.getAttribute('value') ?? '';
    const order = get(this.#visitor(), path);
    const body = new URLSearchParams({ ...fields, _csrf: token }).toString();
    const headers = { ...order.headers, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
    this.#keep(await send(this.#address, { ...order, method: 'POST', headers, body }));
  }

  #visitor() {
    return { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '), formFields: () => ({}) };
  }

  #keep(answer: Answer): Answer {
    for (const cookie of answer.cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return answer;
  }
}
