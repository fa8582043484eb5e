import { describe, expect, it } from 'vitest'
import { refuseAddress } from './address-policy.ts'

describe('the address policy', () => {
  it.each([
    ['169.254.169.254', 'it is the address of cloud metadata'],
    ['100.100.100.200', 'it is the address of cloud metadata'],
    ['168.63.129.16', 'it is the address of cloud metadata'],
    ['192.0.0.192', 'it is the address of cloud metadata'],
    ['fd20:ce::254', 'it is the address of cloud metadata'],
    ['64:ff9b:1:a9fe:a9:fe00::', 'it is the address of cloud metadata'],
    ['64:ff9b:1::169.254.169.254', 'it is the address of cloud metadata'],
    ['2001:0:4136:e378:8000:63bf:5601:5601', 'it is the address of cloud metadata'],
    ['fe80::5efe:169.254.169.254', 'it is a link-local address'],
    ['2001:db8::5efe:127.0.0.1', 'it is a loopback address, which SLUICE_ALLOW_LOOPBACK=true would allow'],
    ['2001:db8::200:5efe:127.0.0.1', 'it is a loopback address, which SLUICE_ALLOW_LOOPBACK=true would allow'],
    ['fd00:ec2::254', 'it is the address of cloud metadata'],
    ['::ffff:169.254.169.254', 'it is the address of cloud metadata'],
    ['[::ffff:a9fe:a9fe]', 'it is the address of cloud metadata'],
    ['64:ff9b::169.254.169.254', 'it is the address of cloud metadata'],
    ['2002:a9fe:a9fe::1', 'it is the address of cloud metadata'],
    ['169.254.0.1', 'it is a link-local address'],
    ['fe80::1%eth0', 'it is a link-local address'],
    ['febf::1', 'it is a link-local address'],
    ['127.0.0.1', 'it is a loopback address, which SLUICE_ALLOW_LOOPBACK=true would allow'],
    ['127.255.255.254', 'it is a loopback address, which SLUICE_ALLOW_LOOPBACK=true would allow'],
    ['::1', 'it is a loopback address, which SLUICE_ALLOW_LOOPBACK=true would allow'],
    ['::ffff:127.0.0.1', 'it is a loopback address, which SLUICE_ALLOW_LOOPBACK=true would allow'],
    ['::127.0.0.1', 'it is a loopback address, which SLUICE_ALLOW_LOOPBACK=true would allow'],
    ['0.0.0.0', 'it is the unspecified address'],
    ['0.1.2.3', 'it is the unspecified address'],
    ['::', 'it is the unspecified address'],
    ['224.0.0.1', 'it is a multicast address'],
    ['239.255.255.255', 'it is a multicast address'],
    ['ff02::1', 'it is a multicast address'],
    ['255.255.255.255', 'it is the broadcast address'],
    ['240.0.0.1', 'it is a reserved address'],
    ['localhost', "'localhost' is no IP address"],
  ])('refuses %s: %s', (address, reason) => {
    expect(refuseAddress(address)).toBe(reason)
  })

  it.each([
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '8.8.8.8',
    'fd00::1',
    '2001:db8::1',
    '::ffff:10.0.0.1',
    '64:ff9b::8.8.8.8',
    'fec0::1',
    '64:ff9b:1::8.8.8.8',
    '64:ff9b:1:808:8:800::',
    '2001:0:4136:e378:8000:63bf:f7f7:f7f7',
  ])('allows %s', (address) => {
    expect(refuseAddress(address)).toBeUndefined()
  })

  it('allows loopback, in every writing, where that is set, and nothing else with it', () => {
    const allowed = ['127.0.0.1', '::1', '::ffff:127.0.0.1', '0.0.0.0', '169.254.1.1'].map((address) =>
      refuseAddress(address, { allowLoopback: true }),
    )
    expect(allowed).toEqual([
      undefined,
      undefined,
      undefined,
      'it is the unspecified address',
      'it is a link-local address',
    ])
  })
})
