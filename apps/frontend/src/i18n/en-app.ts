/** The texts of the app as a program of its own, in English. */
export const enApp = {
  manifest: {
    description: 'Your tasks: at once, also without a connection',
    today: 'Today',
    add: 'Add a task',
  },
  newVersion: 'A new version is there.',
  reload: 'Reload',
  later: 'Later',
  sessionEnded: 'You are signed out. What you changed is kept on this device until you sign in again.',
  signInAgain: 'Sign in again',
  needsHttps: 'Offline use needs https',
  keepsNothing: 'Nothing is kept on this device',
  logOut: {
    title: 'Log out?',
    waiting: (count: number) =>
      count === 1
        ? '1 change has not reached the server yet. Logging out forgets it, as everything on this device.'
        : `${count} changes have not reached the server yet. Logging out forgets them, as everything on this device.`,
    arrived: 'All your changes have reached the server.',
    failed: 'You are still logged in: the server cannot be reached.',
  },
}
