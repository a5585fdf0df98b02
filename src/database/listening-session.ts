// The connection that hears of changes. It is tested at every statement: a connection that was cut silently reports nothing.
import pg from 'pg';
import { connectionAs } from './connection.js';
import { within } from './deadline.js';

const CHANNEL = 'copydesk_changes';
/** What a statement may take before the connection counts as lost. */
const MAX_ANSWER_MS = 1_000;
/** Less, so that a statement that waits for a lock fails alone. */
const STATEMENT_TIMEOUT = '800ms';

export class ListeningSession extends pg.Client {
  private hasEnded = false;

  constructor(url: string, connectionTimeoutMillis: number) {
    super({
      ...connectionAs('copydesk_desk', url, { statement_timeout: STATEMENT_TIMEOUT }),
      connectionTimeoutMillis,
    });
    this.on('error', () => undefined);
    this.once('end', () => (this.hasEnded = true));
  }

  get isOpen(): boolean {
    return !this.hasEnded;
  }

  async listen(): Promise<void> {
    await this.connect();
    await this.ask(`LISTEN ${CHANNEL}`);
  }

  /** The rows of one statement. Rejects with PostgreSQL's own error; any other one ends the session. */
  async ask<Row extends object>(text: string, values?: unknown[]): Promise<Row[]> {
    try {
      return (await within(MAX_ANSWER_MS, this.query<Row>(text, values))).rows;
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) this.close();
      throw error;
    }
  }

  /** Waits for nothing: whoever is at the other end may never answer. */
  close(): void {
    void this.end();
  }
}

/** Whether PostgreSQL itself said so, other than that it starts, stops or has been told to end the session. */
export const isAnswer = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code?.startsWith('57P') !== true;
