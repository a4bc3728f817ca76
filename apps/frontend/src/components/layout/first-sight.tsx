'use client'

import { useEffect, useLayoutEffect } from 'react'
import { endPicture, followToday, pictureId, pictureScript } from '../../lib/first-sight.ts'
import { type OpenedReplica, timeZoneOf, useConnection, useReplica } from '../../lib/replica.tsx'
import { useAccount } from './account.tsx'

/** The view may take longer than this to be there, and what can be done without a list shall be possible. */
const patienceMs = 2_000

type Props = { build: string; nonce: string }

/** Where the picture of Today is, before the view it stands for. The view's element follows, and is hidden by it. */
export function FirstSight({ build, nonce }: Props) {
  return (
    <>
      <div
        id={pictureId}
        inert
        aria-hidden="true"
        suppressHydrationWarning
        // biome-ignore lint/security/noDangerouslySetInnerHtml: React leaves alone what the script puts here
        dangerouslySetInnerHTML={{ __html: '' }}
      />
      <script
        nonce={nonce}
        suppressHydrationWarning
        // biome-ignore lint/security/noDangerouslySetInnerHtml: it is the same for everybody
        dangerouslySetInnerHTML={{ __html: pictureScript(build) }}
      />
    </>
  )
}

/** Goes where the view is: ends the picture once that shows the list, and keeps one for the next time. */
export function AfterFirstSight({ build }: { build: string }) {
  const replica = useReplica()
  const { standing } = useAccount()
  useLayoutEffect(() => {
    if (standing === 'unknown') endPicture()
    const timer = setTimeout(endPicture, patienceMs)
    return () => clearTimeout(timer)
  }, [standing])
  return replica && <Over replica={replica} build={build} />
}

function Over({ replica, build }: { replica: OpenedReplica; build: string }) {
  const isLoading = useConnection(replica) === 'loading'
  const { user } = useAccount()
  const userId = user?.id
  const timeZone = user && timeZoneOf(user)
  useLayoutEffect(() => {
    if (!isLoading) endPicture()
  }, [isLoading])
  useEffect(() => {
    // What is left before the list is there has not been looked at: the picture of before stays.
    if (!userId || !timeZone || isLoading) return
    return followToday({ userId, timeZone, build, replica })
  }, [userId, timeZone, build, replica, isLoading])
  return null
}
