/**
 * Web addresses as a source list should print them: without what was added to follow the reader (campaign, click and share parameters, a highlighted
 * passage), and without the punctuation of the sentence they stood in. What finds the page stays as written.
 */

/** Parameters that only say how somebody came to the page. Families first, then single names of mailers, networks and shops. */
const TRACKING =
  /^(?:utm_\w+|ga_\w+|hsa_\w+|pk_\w+|mtm_\w+|matomo_\w+|mc_(?:cid|eid)|_hs(?:enc|mi)|__hs\w+|hsctatracking|at_(?:medium|campaign|link_\w+|bbc_team|ptr_name|format|custom\d)|fb_(?:action_\w+|source|ref|comment_id)|gclid|gclsrc|dclid|gbraid|wbraid|gad_source|gad_campaignid|srsltid|fbclid|igshid|igsh|msclkid|twclid|ttclid|li_fat_id|yclid|ysclid|_openstat|mkt_tok|trk\w*|vero_(?:id|conv)|oly_(?:anon|enc)_id|wickedid|rb_clickid|s_cid|cmpid|cmp|ncid|ocid|sr_share|smid|smtyp|partner|ref_?(?:src|url)|referrer|xtor|spm|share(?:_id|type|dby)?|soc_(?:src|trk)|cvid|_ga|_gl|epik|campaign_id|emci|emdi|ceid|sfmc_\w+|guccounter|guce_referrer(?:_sig)?|amp;\w+)$/iu
/** "ref" and "source" name a page in some places and a campaign in others; they go only when their value is a network or a mailer. */
const AMBIGUOUS = /^(?:ref|source|src|via|from|feature|si|s)$/iu
const CAMPAIGN_VALUE = /^(?:twitter|x|facebook|fb|linkedin|instagram|whatsapp|telegram|reddit|email|e-mail|newsletter|social|share|rss|google|googlenews|news|home(?:page)?|push|youtu\.be|copy(?:link|-link)?|app)$/iu

/** The address without tracking; anything that is no http address comes back as it was. */
export function cleanUrl(address: string): string {
  const [page = '', ...fragments] = address.split('#')
  const [path = '', ...queries] = page.split('?')
  const kept = queries
    .join('?')
    .replaceAll('&amp;', '&')
    .split('&')
    .filter((pair) => pair !== '' && !isTracking(pair))
  const fragment = cleanFragment(fragments.join('#'))
  return `${path}${kept.length > 0 ? `?${kept.join('&')}` : ''}${fragment === '' ? '' : `#${fragment}`}`
}

function isTracking(pair: string): boolean {
  const [name = '', value = ''] = pair.split('=')
  return TRACKING.test(name) || (AMBIGUOUS.test(name) && CAMPAIGN_VALUE.test(value)) || (name.toLowerCase() === 'si' && /^[\w-]{10,}$/.test(value))
}

/** `:~:text=…` marks a passage for one reader; `xtor=…` and `utm_…` are campaigns again. */
function cleanFragment(fragment: string): string {
  const place = fragment.replace(/:~:.*$/su, '')
  return /^(?:xtor|utm_\w+|ref|at_\w+)=/iu.test(place) ? '' : place
}

/** An address found in running text: closing punctuation goes, a bracket only when it was not opened inside. */
export function trimUrl(found: string): string {
  let url = found
  for (;;) {
    const last = url.at(-1) ?? ''
    const unopened = (last === ')' && !balanced(url, '(', ')')) || (last === ']' && !balanced(url, '[', ']'))
    if (!/[.,;:!?"'”’»›>}…*|\\]/u.test(last) && !unopened) return url
    url = url.slice(0, -1)
  }
}

function balanced(text: string, open: string, close: string): boolean {
  return text.split(open).length === text.split(close).length
}
