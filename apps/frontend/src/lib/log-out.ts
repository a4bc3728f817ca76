import type { Replica } from '@todo/client/replica'
import { ApiError, api } from './api.ts'
import { forgetUnsaved } from './unsaved.ts'

/** Ends the session, and forgets all that this device holds of it. */
export async function logOut(replica: Pick<Replica, 'wipe'> | null): Promise<void> {
  try {
    await api.logout()
  } catch (error) {
    // It had ended already.
    if (!(error instanceof ApiError && error.status === 401)) throw error
  }
  await replica?.wipe()
  sessionStorage.clear()
  forgetUnsaved()
  location.assign('/login')
}
