// Runs in a process of the product before its own code (`node --import`), and in each that it starts: notes every address that it
// connects to or sends to, whoever in it does so, in the file that VIGIE_TEST_CONNECTIONS names.
import { Socket as Datagrams } from 'node:dgram';
import { appendFileSync } from 'node:fs';
import { Socket } from 'node:net';

const file = process.env.VIGIE_TEST_CONNECTIONS;
const note = (address) => appendFileSync(file, `${address}\n`);

const { connect } = Socket.prototype;
Socket.prototype.connect = function (...words) {
  this.on('connectionAttempt', (host, port) => note(`${host}:${port}`));
  return connect.apply(this, words);
};
for (const act of ['send', 'connect']) {
  const original = Datagrams.prototype[act];
  Datagrams.prototype[act] = function (...words) {
    note(`a datagram: ${words.filter((word) => ['string', 'number'].includes(typeof word)).join(' ')}`);
    return original.apply(this, words);
  };
}
