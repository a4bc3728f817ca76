'use client'

import type { AskingAgentAnswer } from '@todo/core/schemas'
import { useState } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { type AgentLevel, levelOf, levelsAsked, scopesFor } from '../../lib/agent-levels.ts'
import { ApiError, api } from '../../lib/api.ts'
import { useUser } from '../layout/account.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { LevelChoice } from './level-choice.tsx'

type Props = { agent: AskingAgentAnswer; query: string }

/** Who asks, what it may do then, and the answer to it, with which one goes back to the agent. */
export function ConsentQuestion({ agent, query }: Props) {
  const { agents, problems } = useTexts()
  const texts = agents.consent
  const levels = levelsAsked(agent.scopes)
  const [level, setLevel] = useState<AgentLevel>(levels[0] ?? 'read')
  const [isBusy, setIsBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const answer = async (isAllowed: boolean): Promise<void> => {
    setIsBusy(true)
    setProblem(null)
    try {
      const { redirect_to } = await api.answerAgent(
        isAllowed
          ? { query, answer: 'allow', scopes: scopesFor(level, agent.scopes) }
          : { query, answer: 'deny' },
      )
      // The buttons stay as they are until the agent has taken over.
      location.assign(redirect_to)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const known: Readonly<Record<string, string>> = { ...problems, CONSENT_ENDED: texts.unknown }
      setProblem(known[error.code] ?? problems.other)
      setIsBusy(false)
    }
  }
  return (
    <section
      aria-labelledby="agent-asks"
      className="max-w-120 rounded-large border border-line bg-raised p-6"
    >
      <h2 id="agent-asks" dir="auto" className="text-lead font-semibold break-words">
        {texts.asks(agent.name)}
      </h2>
      <p className="mt-1 text-small text-muted">{texts.own}</p>
      <Facts agent={agent} />
      {agent.scopes.includes('tasks:read') && (
        <>
          <p className="mt-5 font-medium">{texts.may}</p>
          <ul className="mt-1 list-disc ps-5">
            <li>{texts.read}</li>
          </ul>
        </>
      )}
      <LevelChoice levels={levels} level={level} onChange={setLevel} />
      <p className="mt-5 text-small text-muted">
        {texts.never} {texts.end}
      </p>
      <p className="mt-4">{texts.warning}</p>
      {problem !== null && (
        <div className="mt-5">
          <Notice>{problem}</Notice>
        </div>
      )}
      <div className="mt-6 flex flex-wrap gap-2">
        <Button disabled={isBusy} onClick={() => void answer(true)}>
          {texts.allow}
        </Button>
        <Button look="outline" disabled={isBusy} onClick={() => void answer(false)}>
          {texts.deny}
        </Button>
      </div>
    </section>
  )
}

function Facts({ agent: { host, allowed } }: Pick<Props, 'agent'>) {
  const { agents } = useTexts()
  const user = useUser()
  const facts = [
    [agents.consent.sendsTo, host],
    [agents.consent.account, user?.email ?? ''],
    ...(allowed ? [[agents.consent.now, agents.connected.scopes[levelOf(allowed)]] as const] : []),
  ] as const
  return (
    <dl className="mt-5 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-small">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd dir="auto" className="min-w-0 break-words">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  )
}
