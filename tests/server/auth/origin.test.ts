import { expect, test } from 'vitest'
import { isTrustedHost, isTrustedOrigin } from '../../../server/auth/origin.ts'

const publicUrl = new URL('https://briefs.example.org')
const config = { publicUrl, host: '127.0.0.1' }

test('answers to its public name and to loopback names, on any port', () => {
  for (const host of ['briefs.example.org', 'briefs.example.org:443', 'localhost:4321', '127.0.0.1:9', '[::1]:4321', 'LOCALHOST']) {
    expect(isTrustedHost(host, config), host).toBe(true)
  }
})

test('answers to no other name, whatever it points at', () => {
  for (const host of ['', 'evil.example', 'localhost.evil.example', 'briefs.example.org.evil.example', '10.0.0.5', 'a b', '[', 'evil.example:4321']) {
    expect(isTrustedHost(host, config), host).toBe(false)
  }
})

test('does not answer to the wildcard address it listens on', () => {
  expect(isTrustedHost('0.0.0.0:4321', { publicUrl, host: '0.0.0.0' })).toBe(false)
  expect(isTrustedHost('10.1.2.3', { publicUrl, host: '10.1.2.3' })).toBe(true)
})

const origin = (headers: Record<string, string>, host = 'localhost:4321') => isTrustedOrigin(new Headers(headers), host, config)

test('takes writes from its own pages', () => {
  expect(origin({ origin: 'http://localhost:4321' })).toBe(true)
  expect(origin({ origin: 'https://briefs.example.org' })).toBe(true)
  expect(origin({ origin: 'null', 'sec-fetch-site': 'same-origin' })).toBe(true)
})

test('takes no page that came over plain HTTP for its own when the public address is HTTPS', () => {
  expect(origin({ origin: 'http://briefs.example.org' }, 'briefs.example.org')).toBe(false)
  expect(origin({ origin: 'https://briefs.example.org:8443' }, 'briefs.example.org:8443')).toBe(false)
  expect(origin({ origin: 'https://briefs.example.org' }, 'briefs.example.org')).toBe(true)
})

test('takes writes from programs, which name no page', () => {
  expect(origin({})).toBe(true)
})

test('refuses writes from other pages, also from another port of this machine', () => {
  expect(origin({ origin: 'https://evil.example' })).toBe(false)
  expect(origin({ origin: 'http://localhost:8080' })).toBe(false)
  expect(origin({ origin: 'null' })).toBe(false)
  expect(origin({ origin: 'null', 'sec-fetch-site': 'cross-site' })).toBe(false)
  expect(origin({ 'sec-fetch-site': 'cross-site' })).toBe(false)
  expect(origin({ 'sec-fetch-site': 'same-site' })).toBe(false)
  expect(origin({ origin: 'not an origin' })).toBe(false)
})
