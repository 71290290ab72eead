/** Where rooms and the gateway tell what a person running the server should know; pino's signature. Never the words of a brief. */

export type SyncLog = Record<'debug' | 'info' | 'warn' | 'error', (fields: object, message: string) => void>
