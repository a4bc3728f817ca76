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
}
