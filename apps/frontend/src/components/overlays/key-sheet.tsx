'use client'

import { useId } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { commands } from '../../lib/commands/commands.ts'
import { singleKeys } from '../../lib/commands/single-keys.ts'
import type { CommandGroup } from '../../lib/commands/situation.ts'
import { useStore } from '../../lib/store.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Keys } from '../ui/keys.tsx'

const groups: readonly CommandGroup[] = ['general', 'go', 'list', 'task']

/** All keys, by what they are about. */
export function KeySheet({ onClose }: { onClose(): void }) {
  const { keys: texts } = useTexts()
  const isOn = useStore(singleKeys)
  return (
    <Dialog title={texts.sheet.title} size="wide" onClose={onClose}>
      {!isOn && <p className="mb-4 rounded-medium bg-accent-soft px-3.5 py-2.5">{texts.sheet.off}</p>}
      <div className="gap-8 desk:columns-2">
        {groups.map((group) => (
          <Group key={group} group={group} />
        ))}
        <section className="break-inside-avoid pb-5">
          <h3 className="pb-1 text-small font-semibold text-muted">{texts.sheet.pointer}</h3>
          <dl>
            {texts.sheet.pointerLines.map(([how, what]) => (
              <div key={how} className="flex items-baseline justify-between gap-4 py-1">
                <dt>{what}</dt>
                <dd className="shrink-0 text-small text-muted">{how}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  )
}

function Group({ group }: { group: CommandGroup }) {
  const { keys: texts } = useTexts()
  const id = useId()
  const listed = commands.filter((command) => command.group === group && command.keys.length > 0)
  return (
    <section aria-labelledby={id} className="break-inside-avoid pb-5">
      <h3 id={id} className="pb-1 text-small font-semibold text-muted">
        {texts.groups[group]}
      </h3>
      <dl>
        {listed.map((command) => (
          <div key={command.id} className="flex items-baseline justify-between gap-4 py-1">
            <dt>{texts.commands[command.id]}</dt>
            <dd className="flex max-w-[60%] flex-wrap items-baseline justify-end gap-x-1.5 gap-y-1 desk:max-w-none desk:shrink-0 desk:flex-nowrap">
              {command.keys.map((keys, index) => (
                <span key={keys} className="flex items-baseline gap-1.5">
                  {index > 0 && <span className="text-small text-muted">{texts.or}</span>}
                  <Keys keys={keys} />
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
