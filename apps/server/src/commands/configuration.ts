import { fileURLToPath } from 'node:url'
import { type LoadedConfig, loadConfig } from '@todo/config'
import type { CommandInput } from './command.ts'

const folder = fileURLToPath(new URL('../../../../config', import.meta.url))

export const configurationOf = ({ env }: Pick<CommandInput, 'env'>): LoadedConfig =>
  loadConfig({ env, folder })
