import { readFileSync } from 'node:fs'
import { AiServiceConfig, describeConfig, FrontendConfig, readReferences } from '@todo/config'
import { describe, expect, it } from 'vitest'
import { configurationDoc, configurationDocPath } from '../../scripts/write-configuration-doc.ts'

const page = readFileSync(configurationDocPath, 'utf8')
const settings = describeConfig()

describe('the page about the configuration', () => {
  it('is what the schema and the files say', () => {
    expect(page).toBe(configurationDoc('.'))
  })

  it('names every key and every variable', () => {
    expect(settings.length).toBeGreaterThan(25)
    for (const { path } of settings) expect(page).toContain(`| \`${path}\``)
    for (const name of ['development', 'production']) {
      for (const [path, { variable }] of readReferences(readFileSync(`config/${name}.yaml`, 'utf8'))) {
        expect(settings.map((setting) => setting.path)).toContain(path)
        if (variable !== null) expect(page).toContain(`\`${variable}\``)
      }
    }
  })

  it('names what the web app as a service needs', () => {
    for (const { path } of describeConfig(FrontendConfig)) expect(page).toContain(`| \`${path}\``)
    for (const [, { variable }] of readReferences(readFileSync('config/frontend.yaml', 'utf8'))) {
      expect(page).toContain(`\`${variable}\``)
    }
  })

  it('names what the assistant as a service needs', () => {
    for (const { path } of describeConfig(AiServiceConfig)) expect(page).toContain(`| \`${path}\``)
    for (const [, { variable }] of readReferences(readFileSync('config/ai-service.yaml', 'utf8'))) {
      expect(page).toContain(`\`${variable}\``)
    }
  })

  it('marks what is a secret, and gives none a default', () => {
    const secrets = settings.filter(({ secret }) => secret)
    expect(secrets.map(({ path }) => path)).toEqual([
      'database.url',
      'database.direct_url',
      'auth.jwt_secret',
      'auth.exchange_secret',
      'smtp.url',
      'openai.api_key',
    ])
    for (const { path, fallback } of secrets) {
      expect(page).toContain(`\`${path}\` 🔒`)
      expect(fallback).toBeNull()
    }
  })
})
