'use client'

import { FailedPage } from '../components/layout/failed-page.tsx'

export default function FailedView() {
  return <FailedPage />
}
