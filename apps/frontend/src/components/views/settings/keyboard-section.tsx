'use client'

import { useTexts } from '../../../i18n/texts.tsx'
import { setSingleKeys, singleKeys } from '../../../lib/commands/single-keys.ts'
import { overlay } from '../../../lib/overlay.ts'
import { useStore } from '../../../lib/store.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from './section.tsx'

/** Single letters and signs can be switched off, for this browser. */
export function KeyboardSection() {
  const texts = useTexts().keys.settings
  const isOn = useStore(singleKeys)
  return (
    <Section title={texts.title} hint={texts.hint}>
      <label className="flex cursor-pointer items-start gap-3 py-1.5">
        <input
          type="checkbox"
          checked={isOn}
          onChange={({ target }) => setSingleKeys(target.checked)}
          aria-describedby="single-keys-hint"
          className="mt-1 size-4.5 shrink-0 accent-accent"
        />
        {texts.single}
      </label>
      <p id="single-keys-hint" className="ps-7.5 text-small text-pretty text-muted">
        {texts.singleHint}
      </p>
      <Button look="outline" className="mt-4" onClick={() => overlay.set({ kind: 'help' })}>
        {texts.show}
      </Button>
    </Section>
  )
}
