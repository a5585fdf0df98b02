// The shapes are those that pg 8 and Prisma 7 with its adapter for pg threw when PostgreSQL was in that state.
import pg from 'pg';
import { databaseFaultOf, reasonOf } from './database-error.js';

const prisma = (code: string, cause?: object, message = '') =>
  Object.assign(new Error(message), { code, meta: { driverAdapterError: { cause } } });
const raised = (code: string, severity = 'ERROR') =>
  Object.assign(new pg.DatabaseError('said by PostgreSQL', 0, 'error'), { code, severity });
const socket = (code: string) => Object.assign(new Error(), { code, syscall: 'connect' });

test.each([
  ['read-only, to raw SQL', prisma('P2010', { kind: 'postgres', originalCode: '25006' })],
  ['read-only, to a model', prisma('P2039', { kind: 'postgres', originalCode: '25006' })],
  ['full, to delivery', raised('53100')],
  ['out of connections, to a model', prisma('P2037', { kind: 'TooManyConnections', originalCode: '53300' })],
  ['shut down while it answers', prisma('P2010', { kind: 'postgres', originalCode: '57P01' })],
  ['starting', raised('57P03', 'FATAL')],
  ['taking no connections', raised('55000', 'FATAL')],
  ['gone, to raw SQL', prisma('P2010', { kind: 'DatabaseNotReachable', host: '127.0.0.1' })],
  ['gone, to a model', prisma('P1001', { kind: 'DatabaseNotReachable', host: '127.0.0.1' })],
  ['gone, at each of several addresses', Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })],
  ['beyond a network that is down', socket('EHOSTUNREACH')],
  ['paused', new Error('Query read timeout')],
  ['paused, to a new connection', new Error('Connection terminated due to connection timeout')],
  ['killed while it answers', new Error('Connection terminated unexpectedly')],
  ['out of reach while all connections wait', new Error('timeout exceeded when trying to connect')],
])('a database that is %s is unavailable', (_state, error) => {
  expect(databaseFaultOf(error)).toBe('UNAVAILABLE');
});

test('a lock that did not come and a deadlock are told apart, raw or not', () => {
  const faults = ['55P03', '40P01'].map((originalCode) => [
    databaseFaultOf(prisma('P2010', { kind: 'postgres', originalCode })),
    databaseFaultOf(raised(originalCode)),
  ]);
  expect(faults).toEqual([
    ['LOCK_TIMEOUT', 'LOCK_TIMEOUT'],
    ['DEADLOCK', 'DEADLOCK'],
  ]);
});

test.each([
  ['a syntax error', raised('42601')],
  ['a unique key', prisma('P2002', { kind: 'UniqueConstraintViolation', originalCode: '23505' })],
  ['a mistake of ours', new TypeError('x is not a function')],
  ['what is no error', 'ECONNREFUSED'],
])('%s is no fault of the database', (_what, error) => {
  expect(databaseFaultOf(error)).toBeUndefined();
});

test('the reason is one line, and not empty', () => {
  const long = '\nInvalid `prisma.$queryRaw()` invocation:\n\n\nRaw query failed.';
  expect([reasonOf(new Error(long)), reasonOf(socket('ECONNREFUSED'))]).toEqual([
    'Raw query failed.',
    'ECONNREFUSED',
  ]);
});
