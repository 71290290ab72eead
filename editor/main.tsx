/** The browser program: puts the shell into the page. */
import './style/tokens.css'
import './style/fonts.css'
import './style/base.css'
import './style/controls.css'
import './style/overlays.css'
import './style/shell.css'
import './style/home.css'
import './style/library.css'
import './style/reader.css'
import './style/facts.css'
import './style/brief.css'
import './style/toolbar.css'
import './style/panels.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './ui/app.tsx'

const place = document.getElementById('app')
if (place === null) throw new TypeError('index.html has no element with the id "app"')
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
