'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTexts } from '../../i18n/texts.tsx'
import { loginAddress } from '../../lib/auth.ts'
import { whenIdle } from '../../lib/grammar.ts'
import { isLeaving } from '../../lib/kept-user.ts'
import { reloadInNext, startOffline } from '../../lib/offline.ts'
import { useProposalsLive } from '../../lib/proposals.ts'
import { type OpenedReplica, useLive, useReplica } from '../../lib/replica.tsx'
import { Button } from '../ui/button.tsx'
import { useAccount } from './account.tsx'

/** What concerns the whole app, above the view. */
export function Bars({ build }: { build: string }) {
  const replica = useReplica()
  return replica ? <BarsOver replica={replica} build={build} /> : null
}

function BarsOver({ replica, build }: { replica: OpenedReplica; build: string }) {
  const { needsSignIn, isOutdated } = useLive(replica.status)
  useProposalsLive(replica)
  return (
    <div role="status">
      <SignInAgain replica={replica} needsSignIn={needsSignIn} />
      <NewVersion build={build} isOutdated={isOutdated} />
    </div>
  )
}

type SignInProps = { replica: OpenedReplica; needsSignIn: boolean }

/** The list stays, and so does what waits in it; it goes on where the same person signs in, in another tab too. */
function SignInAgain({ replica, needsSignIn }: SignInProps) {
  const { app } = useTexts()
  const { standing, ask } = useAccount()
  const hasEnded = standing === 'ended'
  const hadEnded = useRef(false)
  useEffect(() => {
    if (hadEnded.current && !hasEnded) replica.signedIn()
    hadEnded.current = hasEnded
  }, [hasEnded, replica])
  useEffect(() => {
    // Where they log out, here or in another tab, this page is about to go.
    if (needsSignIn && !isLeaving()) ask()
  }, [needsSignIn, ask])
  useEffect(() => {
    if (!hasEnded) return
    addEventListener('focus', ask)
    return () => removeEventListener('focus', ask)
  }, [hasEnded, ask])
  if (!hasEnded) return null
  return (
    <Bar text={app.sessionEnded}>
      <Button onClick={() => location.assign(loginAddress(`${location.pathname}${location.search}`))}>
        {app.signInAgain}
      </Button>
    </Bar>
  )
}

/** Offered, never done: somebody may be typing. */
function NewVersion({ build, isOutdated }: { build: string; isOutdated: boolean }) {
  const { app } = useTexts()
  const [isThere, setIsThere] = useState(false)
  const [isPutOff, setIsPutOff] = useState(false)
  useEffect(() => {
    // The browser may refuse to keep anything; then there is just no start without a connection.
    whenIdle(() => void startOffline(build, () => setIsThere(true)).catch(() => {}))
  }, [build])
  if (!isOutdated && (!isThere || isPutOff)) return null
  return (
    <Bar text={app.newVersion}>
      {!isOutdated && (
        <Button look="quiet" onClick={() => setIsPutOff(true)}>
          {app.later}
        </Button>
      )}
      <Button onClick={reloadInNext}>{app.reload}</Button>
    </Bar>
  )
}

export function Bar({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-medium border border-line bg-accent-soft py-2 ps-4 pe-2">
      <p className="min-w-56 grow basis-0">{text}</p>
      <div className="ms-auto flex gap-2">{children}</div>
    </div>
  )
}
