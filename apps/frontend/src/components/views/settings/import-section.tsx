'use client'

import type { InterchangeFormat } from '@todo/core'
import { formatOfFile } from '@todo/core/interchange'
import type { ImportAnswer } from '@todo/core/schemas'
import { useId, useState } from 'react'
import { useTexts } from '../../../i18n/texts.tsx'
import { api } from '../../../lib/api.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Section } from './section.tsx'
import { useAttempt } from './use-attempt.ts'

type Chosen = { format: InterchangeFormat; text: string }

/** Says first what a file would do, and does it only then. */
export function ImportSection() {
  const { settings } = useTexts()
  const texts = settings.data
  const id = useId()
  const { attempt, problem, done } = useAttempt({ BODY_TOO_LARGE: texts.tooLarge })
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [preview, setPreview] = useState<ImportAnswer | null>(null)
  const [state, setState] = useState<'waiting' | 'busy' | 'unknown'>('waiting')

  const look = async (file: File | undefined): Promise<void> => {
    setPreview(null)
    const format = formatOfFile(file?.name ?? '')
    if (!file || format === null) return setState(file ? 'unknown' : 'waiting')
    setState('busy')
    const read = { format, text: await file.text() }
    await attempt(texts.looked, async () => {
      setPreview(await api.importFile(read, { dryRun: true }))
      setChosen(read)
    })
    setState('waiting')
  }
  const take = async (file: Chosen, created: number): Promise<void> => {
    setState('busy')
    await attempt(texts.done(created), async () => {
      await api.importFile(file, { dryRun: false })
      setPreview(null)
    })
    setState('waiting')
  }
  return (
    <Section title={texts.importTitle} hint={texts.importHint}>
      <label htmlFor={id} className="block pb-1 text-small font-medium text-muted">
        {texts.file}
      </label>
      <input
        id={id}
        type="file"
        accept=".json,.csv,.tsv,.txt,.ics,.ical"
        onChange={({ target }) => void look(target.files?.[0])}
        className="block w-full rounded-medium text-muted file:me-3 file:min-h-11 file:rounded-medium file:border file:border-solid file:border-edge file:bg-raised file:px-3.5 file:font-medium file:text-ink desk:file:min-h-9"
      />
      <div className="mt-4 space-y-4">
        {problem && <Notice>{problem}</Notice>}
        {state === 'unknown' && <Notice>{texts.unknown}</Notice>}
        {state === 'busy' && <p className="text-muted">{texts.reading}</p>}
        {done && !preview && state === 'waiting' && <p>{done}</p>}
        {chosen && preview && (
          <Preview
            preview={preview}
            isBusy={state === 'busy'}
            onTake={() => void take(chosen, preview.created)}
          />
        )}
      </div>
    </Section>
  )
}

const errorsMax = 10

type PreviewProps = { preview: ImportAnswer; isBusy: boolean; onTake(): void }

function Preview({ preview: { created, unchanged, errors }, isBusy, onTake }: PreviewProps) {
  const { settings } = useTexts()
  const texts = settings.data
  return (
    <div className="rounded-medium border border-line bg-raised p-4">
      <p className="font-medium">{texts.preview(created, unchanged)}</p>
      {errors.length > 0 && (
        <div className="mt-3 text-late">
          <p>{texts.errors(errors.length)}</p>
          <ul className="mt-1 list-disc ps-5 text-small">
            {errors.slice(0, errorsMax).map(({ line, message }) => (
              <li key={`${line} ${message}`}>{texts.line(line, message)}</li>
            ))}
          </ul>
          {errors.length > errorsMax && <p className="text-small">{texts.more(errors.length - errorsMax)}</p>}
        </div>
      )}
      {created === 0 ? (
        <p className="mt-3 text-muted">{texts.nothing}</p>
      ) : (
        <Button className="mt-4" disabled={isBusy} onClick={onTake}>
          {texts.submit(created)}
        </Button>
      )}
    </div>
  )
}
