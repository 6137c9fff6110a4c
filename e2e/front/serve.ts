/**
 * The platform behind a proxy, for the journeys in a browser: `node e2e/front/serve.ts nginx 8443 var/e2e-nginx`, with TEST_DATABASE_URL.
 * Ends with everything it started on SIGTERM.
 */
import { readTestSettings } from '../../src/platform/config/test-settings.ts';
import { FrontProxy, missing, Premises, proxyKinds } from './support/proxy.ts';
import { Site } from './support/site.ts';

const [name, port, dataFolder] = process.argv.slice(2);
const kind = proxyKinds.find((one) => one === name);
const { databaseUrl } = readTestSettings();
if (!kind || !port || !dataFolder || !databaseUrl) throw new Error('serve.ts nginx|apache PORT FOLDER, with TEST_DATABASE_URL');
const why = missing(kind);
if (why) throw new Error(why);

const premises = new Premises();
premises.publish('release');
const site = await Site.open({ databaseUrl, dataFolder, baseUrl: `https://localhost:${port}` });
const proxy = await FrontProxy.start(kind, premises, site.web.address, { https: Number(port), crowd: true });

process.once('SIGTERM', async () => {
  await proxy.stop();
  await site.close();
  premises.close();
  process.exit(0);
});
