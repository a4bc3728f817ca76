import type { Metadata } from 'next'
import { Showroom } from '../../components/showroom/showroom.tsx'

export const metadata: Metadata = { title: 'Components · todo', robots: { index: false, follow: false } }

/** For who works on the app; no view leads here. */
export default function ComponentsPage() {
  return <Showroom />
}
