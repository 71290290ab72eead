/**
 * The wire between a browser (or any y-websocket client) and a room: `/sync/<documentId>?schema=N&ack=1`.
 *
 * Binary frames, one message a frame: varuint type, then its body (lib0 encoding). Types 0–3 are y-websocket's own; 8 is ours and is
 * only sent to a socket that asked with `ack=1`: varuint n, "the first n update messages of this connection are durable".
 */

export const MESSAGE = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, ack: 8 } as const

/** The second varuint of a sync message (y-protocols). */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const

/** Close codes: 4400–4499 are permanent (a stock client stops), 4500–4599 and 10xx may be retried. */
export const CLOSE = {
  badFrame: { code: 4400, reason: 'A message could not be read. Reload the page.' },
  signedOut: { code: 4401, reason: 'You are not signed in. Sign in and open the brief again.' },
  forbidden: { code: 4403, reason: 'Your role does not allow writing to this brief.' },
  notFound: { code: 4404, reason: 'There is no such brief, or it is not yours to see.' },
  silent: { code: 4408, reason: 'No message arrived in time. Reload the page.' },
  foreign: { code: 4409, reason: "These words belong to another person's account. They stay on this device: sign in as that person to send them." },
  tooLarge: { code: 4413, reason: 'A message was larger than the limit.' },
  outdated: { code: 4426, reason: 'This page is older than the brief. Reload it to go on writing.' },
  tooMany: { code: 4429, reason: 'Too many changes in a short time. Wait a little and reload.' },
  notSaved: { code: 4500, reason: 'The server cannot save right now. Your changes stay here and are sent again.' },
  restarting: { code: 4501, reason: 'The server is restarting. Your changes stay here and are sent again.' },
  slow: { code: 4508, reason: 'The connection is too slow. It is opened again.' },
} as const

export type CloseReason = keyof typeof CLOSE

/** After these a client must not try again by itself. */
export function isPermanentClose(code: number): boolean {
  return code >= 4400 && code <= 4499
}

/** What a person shows of themselves to the others in a brief (awareness `user`). `colour` is a CSS colour from our own palette. */
export type Presence = { id: string; name: string; colour: string }
