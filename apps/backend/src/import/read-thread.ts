import { parentPort, workerData } from 'node:worker_threads'
import { readImport } from '@todo/core/interchange'
import type { FileRead, FileToRead } from './read-file.ts'

const { format, content, tasksMax }: FileToRead = workerData
const document = readImport(format, content)
const answer: FileRead = document.tasks.length > tasksMax ? null : document
parentPort?.postMessage(answer)
