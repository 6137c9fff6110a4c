import { SMTPServer } from 'smtp-server';

/** A relay of the test's own: what it says to each recipient is decided by `answer`. */
export class SmtpRelay {
  readonly messages: string[] = [];
  answer: (recipient: string) => { responseCode: number; message: string } | undefined = () => undefined;
  /** After as many it sends whoever held the connection away, as a relay does that finds it idle for too long. */
  mailsPerConnection = Number.POSITIVE_INFINITY;
  #server: SMTPServer | undefined;
  port = 0;

  async open(): Promise<void> {
    const taken = new Map<string, number>();
    this.#server = new SMTPServer({
      authOptional: true,
      // Who still holds a connection is sent away, as when a relay is stopped.
      closeTimeout: 200,
      disabledCommands: ['AUTH', 'STARTTLS'],
      onMailFrom: (_address, { id }, done) => {
        const mails = (taken.get(id) ?? 0) + 1;
        taken.set(id, mails);
        done(mails > this.mailsPerConnection ? Object.assign(new Error('Idle for too long'), { responseCode: 421 }) : null);
      },
      onRcptTo: ({ address }, _session, done) => {
        const answer = this.answer(address);
        done(answer ? Object.assign(new Error(answer.message), { responseCode: answer.responseCode }) : null);
      },
      onData: (stream, _session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          this.messages.push(Buffer.concat(chunks).toString('utf8'));
          done();
        });
      },
    });
    // A client that is killed in the middle of its mail resets the connection, which is no fault of the test's.
    this.#server.on('error', () => undefined);
    const { promise, resolve } = Promise.withResolvers<void>();
    const listening = this.#server.listen(this.port, '127.0.0.1', resolve);
    await promise;
    const address = listening.address();
    if (typeof address === 'object' && address) this.port = address.port;
  }

  async close(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (!this.#server) return;
    this.#server.close(resolve);
    this.#server = undefined;
    await promise;
  }
}
