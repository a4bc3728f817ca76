import type { Replica } from '@todo/client/replica'
import { ApiError, api } from './api.ts'
import { forgetUser } from './kept-user.ts'
import { forgetPage } from './offline.ts'
import { forgetUnsaved } from './unsaved.ts'

/** Ends the session, and forgets all that this device holds of it. */
export async function logOut(replica: Pick<Replica, 'wipe'> | null): Promise<void> {
  try {
    await api.logout()
  } catch (error) {
    // It had ended already.
    if (!(error instanceof ApiError && error.status === 401)) throw error
  }
  await forgetDevice(replica)
}

/** Whoever was signed in here is not any more: nothing of them stays on this device. */
export async function forgetDevice(replica: Pick<Replica, 'wipe'> | null): Promise<void> {
  forgetUser()
  forgetUnsaved()
  sessionStorage.clear()
  await Promise.all([replica?.wipe(), forgetPage()])
  location.assign('/login')
}
