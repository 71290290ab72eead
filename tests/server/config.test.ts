import { expect, test } from 'vitest'
import { checkDemo, ConfigError, publicOrigin, readConfig, SETTINGS } from '../../server/config.ts'

const sentence = (env: Record<string, string>): string => {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return 'accepted'
}

test('starts on the loopback address without any setting', () => {
  const config = readConfig({})
  expect(config).toMatchObject({ port: 4321, host: '127.0.0.1', publicUrl: null, trustProxy: false, demo: true })
  expect(publicOrigin(config)).toBe('http://127.0.0.1:4321')
})

test('takes an empty value for a setting that is not set', () => {
  expect(readConfig({ PORT: '', PUBLIC_URL: '' }).port).toBe(4321)
})

test('says in one sentence which setting is wrong and what it may be', () => {
  expect(sentence({ PORT: 'http' })).toBe('PORT must be a whole number from 0 to 65535; it is "http".')
  expect(sentence({ PORT: '70000' })).toMatch(/^PORT must/)
  expect(sentence({ PORT: '-1' })).toMatch(/^PORT must/)
  expect(sentence({ LOG_LEVEL: 'loud' })).toMatch(/^LOG_LEVEL must be one of/)
  expect(sentence({ TRUST_PROXY: 'perhaps' })).toBe('TRUST_PROXY must be yes or no; it is "perhaps".')
  expect(sentence({ PUBLIC_URL: 'briefs.example.org' })).toMatch(/^PUBLIC_URL must be an address/)
  expect(sentence({ PUBLIC_URL: 'https://example.org/briefs' })).toMatch(/without a path/)
})

test('never shows the secret it refuses', () => {
  expect(sentence({ AUTH_SECRET: 'hunter2' })).toMatch(/^AUTH_SECRET must be at least 32/)
  expect(sentence({ AUTH_SECRET: 'hunter2' })).not.toContain('hunter2')
})

test('refuses an address others can reach unless TLS is in front', () => {
  expect(sentence({ HOST: '0.0.0.0' })).toMatch(/PUBLIC_URL=https/)
  expect(sentence({ HOST: '0.0.0.0', PUBLIC_URL: 'https://briefs.example.org' })).toMatch(/TRUST_PROXY=yes/)
  expect(sentence({ HOST: '0.0.0.0', PUBLIC_URL: 'http://briefs.example.org', TRUST_PROXY: 'yes' })).toMatch(/PUBLIC_URL=https/)
  expect(sentence({ HOST: '0.0.0.0', PUBLIC_URL: 'https://briefs.example.org', TRUST_PROXY: 'yes' })).toBe('accepted')
  expect(sentence({ HOST: '127.0.0.2' })).toBe('accepted')
})

test('refuses the demo team where others can reach it, and says what to do', () => {
  const open = readConfig({ HOST: '0.0.0.0', PUBLIC_URL: 'https://briefs.example.org', TRUST_PROXY: 'yes' })
  expect(() => checkDemo(open, 'present')).toThrow(/choose another DATA_DIR/)
  expect(() => checkDemo(open, 'to be made')).toThrow(/--no-demo/)
  expect(() => checkDemo(open, 'absent')).not.toThrow()
  expect(() => checkDemo(readConfig({}), 'present')).not.toThrow()
})

test('documents every setting with a default it accepts itself', () => {
  for (const setting of Object.values(SETTINGS)) {
    expect(setting.means).toMatch(/\.$/)
    if (setting.fallback !== null) expect(sentence({ [setting.name]: setting.fallback })).toBe('accepted')
  }
})
