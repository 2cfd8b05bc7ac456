import ipaddr from 'ipaddr.js';

/** Where IPv6 hides an IPv4 address, or leads to a network that is not the public one, although its range says unicast. */
const CLOSED = ['::/96', '64:ff9b::/96', '64:ff9b:1::/48', '2002::/16', '2001::/32'].map((range) =>
  ipaddr.IPv6.parseCIDR(range),
);
/** All that is given out for public use so far (IANA, IPv6 Global Unicast Address Space). */
const GIVEN_OUT = ipaddr.IPv6.parseCIDR('2000::/3');
/** Azure's host answers here, from inside any virtual machine. */
const AZURE = '168.63.129.16';

/** Whether an IP address, in any spelling, belongs to the public internet. False for what is no address. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.parse(address);
  if (ip instanceof ipaddr.IPv4) return ip.range() === 'unicast' && ip.toString() !== AZURE;
  if (ip.zoneId) return false;
  // ::ffff:10.0.0.1 is 10.0.0.1 to every program that connects to it.
  if (ip.isIPv4MappedAddress()) return isPublicAddress(ip.toIPv4Address().toString());
  return (
    ip.range() === 'unicast' &&
    ip.match(...GIVEN_OUT) &&
    CLOSED.every(([network, bits]) => !ip.match(network, bits))
  );
}
