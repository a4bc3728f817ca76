'use client'

import type { InterchangeFormat } from '@todo/core'
import { Download } from 'lucide-react'
import { useTexts } from '../../../i18n/texts.tsx'
import { Section } from './section.tsx'

const formats: readonly InterchangeFormat[] = ['json', 'csv', 'todotxt', 'ics']

export function ExportSection() {
  const { settings } = useTexts()
  const texts = settings.data
  return (
    <Section title={texts.exportTitle} hint={texts.exportHint}>
      <ul className="flex flex-wrap gap-2">
        {formats.map((format) => (
          <li key={format}>
            <a
              href={`/api/export?format=${format}`}
              download
              className="inline-flex min-h-11 items-center gap-2 rounded-medium border border-edge bg-raised px-3.5 font-medium hover:bg-hover desk:min-h-9"
            >
              <Download className="size-4 text-muted" aria-hidden="true" />
              {texts.formats[format]}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  )
}
