/** The texts of adding tasks, in English. */
export const enAdd = {
  open: 'Add a task',
  title: 'Add a task',
  label: 'New task',
  placeholder: 'Add a task: tomorrow, #tag, p1',
  add: 'Add',
  added: (title: string) => `Added: ${title}`,
  addSeveral: (count: number) => (count === 1 ? 'Add 1 task' : `Add ${count} tasks`),
  addedSeveral: (count: number) => `Added ${count} tasks`,
  asOne: 'Make it one task',
  preview: 'The tasks that these lines make',
  keys: 'Enter adds · Shift Enter begins another task · Esc closes',
  understood: 'What was understood',
  refuse: (value: string, text: string) => `${value}: keep “${text}” as text`,
  stays: (text: string) => `“${text}” stays text`,
  leaveOut: (value: string) => `Without ${value}`,
  tooMany: (max: number) => `At most ${max.toLocaleString('en')} tasks can be added at once.`,
  problems: {
    tooLong: 'A title has at most 200 characters.',
    tooManyTags: 'A task has at most 20 tags.',
    odd: 'There is a character here that a task cannot hold.',
  },
}
