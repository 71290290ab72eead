/** Catches a fault of the page itself: says so instead of showing nothing, and offers the way on. */
import { Component, type ReactNode } from 'react'
import { Button } from './button.tsx'

export class Boundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error: error ?? new Error('unknown') }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    return (
      <main className="page page-narrow">
        <div className="empty" role="alert">
          <h1>This page has stopped</h1>
          <p>Everything that said “Saved” is safe on the server. What was still waiting is kept on this device and is sent after a reload.</p>
          <p>
            <code>{error instanceof Error ? error.message : String(error)}</code>
          </p>
          <Button look="primary" onClick={() => window.location.reload()}>
            Reload
          </Button>
        </div>
      </main>
    )
  }
}
