import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Ids as proxies make them: a UUID, a trace id or the like. No other text of a header is logged. */
const REQUEST_ID = /^[\w.:+/=-]{8,128}$/;

/**
 * Fastify's `genReqId`. The id of a request is its `X-Request-Id` where a trusted proxy sent it, otherwise a new UUID.
 * @param trustedProxies addresses and networks
 */
export function requestIdGenerator(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  const proxies = new BlockList();
  for (const proxy of trustedProxies) {
    const [address = '', bits] = proxy.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) proxies.addAddress(address, family);
    else proxies.addSubnet(address, Number(bits), family);
  }
  return ({ headers, socket: { remoteAddress = '' } }) => {
    const sent = headers['x-request-id'];
    if (typeof sent !== 'string' || !REQUEST_ID.test(sent)) return randomUUID();
    const isTrusted = proxies.check(remoteAddress, isIP(remoteAddress) === 6 ? 'ipv6' : 'ipv4');
    return isTrusted ? sent : randomUUID();
  };
}
