/**
 * Lines of a page that are made for clicking: menus, share buttons, pointers to other articles, forms. Lines that could be nothing else are known anywhere;
 * words that are headings as often ("Register", "Contact") only before and behind the article. English and Spanish.
 */
import { namesInLine } from '../metadata/lines.ts'
import type { Judged, Verdict, Zone } from './judged.ts'

const line = (...patterns: string[]) => new RegExp(`^[\\s–—*•|-]*(?:${patterns.join('|')})[\\s.:!»›>→*–—|-]*$`, 'iu')

const SOCIAL =
  '(?:facebook|twitter|x|linkedin|instagram|youtube|whatsapp|telegram|reddit|pinterest|tiktok|threads|mastodon|bluesky|flipboard|tumblr|snapchat|rss|e-?mail|print|pdf|copy link|copiar enlace|correo|imprimir)'
const ARTICLE = '(?: this)?(?: article| page| story| post| news| entry| report)?'

/** Anywhere in a text these are navigation. */
const CERTAIN_LINE = line(
  '(?:top|bottom) of page',
  '(?:skip|jump) to (?:main |page )?(?:content|navigation|search|footer|article|menu|main)',
  '(?:back|return|go|scroll) to (?:the )?top(?: of (?:the )?page)?',
  'toggle (?:navigation|menu|search)|(?:open|close) (?:menu|navigation|search)',
  `share (?:this|on|via|with)\\b.{0,40}|tweet(?: this)?|e-?mail this(?: article| page| story)?|print this(?: article| page| story)?|save (?:this )?(?:article|story)`,
  `(?:${SOCIAL}[\\s|·•,/]+){1,9}${SOCIAL}`,
  '(?:leave|post|add|write) a (?:comment|reply)|post comment|join the (?:conversation|discussion)|(?:view|show|hide|read|see) (?:all )?(?:\\d+ )?comments?|cancel reply',
  'advertisement|advertisement - scroll to continue|article continues (?:below|after)(?: (?:this |the )?(?:ad|advertisement))?|story continues below(?: advertisement)?|sponsored(?: content)?|publicidad|anuncio',
  'privacy (?:policy|notice|statement|settings)|terms (?:of|and|&) (?:use|service|conditions|sale)|cookie (?:policy|settings|preferences|notice)|(?:accept|reject|allow|manage) (?:all )?cookies|do not sell(?: or share)? my (?:personal )?(?:information|data)|your privacy choices|ad choices|accessibility(?: statement| help)?|legal notice|aviso (?:de privacidad|legal)|pol[ií]tica de (?:privacidad|cookies)|t[eé]rminos (?:y condiciones|de (?:uso|servicio))|mapa del sitio|site ?map',
  'follow (?:us|me)\\b.{0,40}|join us on .{1,60}|like us on .{1,40}|find us on .{1,40}|s[ií]guenos\\b.{0,40}|connect with us',
  "related (?:articles?|posts?|stories|content|reading|links|news|topics|documents|publications|items|research|commentary)|recommended(?: for you| reading| articles| stories)?|you (?:may|might) also (?:like|be interested in|enjoy)|most (?:read|popular|viewed|commented|shared)|trending(?: now)?|popular (?:posts|articles|stories|now)|recent (?:posts|articles|comments)|latest (?:posts|articles|stories)|more (?:from|on|in|by) (?:this (?:issue|author|series|section)|the (?:author|web|blog)|.{1,40})|read (?:next|also)|up next|don[’']t miss|editors?[’']?s? picks?|in case you missed it|te puede interesar|tambi[eé]n te puede interesar|notas? relacionadas?|art[ií]culos? relacionados?|lo m[aá]s (?:le[ií]do|visto)|m[aá]s (?:le[ií]das|noticias)",
  'read (?:more|the full (?:report|article|story|paper|brief|text|statement))(?: here)?(?: \\(pdf\\))?|continue reading|show (?:more|less)|see (?:more|all)|view all|learn more|load more|leer m[aá]s|ver m[aá]s|seguir leyendo|continuar leyendo',
  'download (?:the )?(?:pdf|full (?:report|paper|text|article)|report|paper|brief|citation|mp3|app|this (?:report|article|paper))(?: \\(pdf\\))?|cite this(?: article| page| paper)?|citation tools|export citation|get (?:rights|permissions)|acquire licensing rights|opens (?:new|in (?:a )?new) (?:tab|window)|reprints? (?:and|&) permissions?|copyright (?:and|&) permissions?|rights (?:and|&) permissions?',
  '(?:listen|listen to (?:this|these|our) (?:article|story|episode|podcasts?)|listen \\d+ min.*|escucha(?:r)? (?:este|el) (?:art[ií]culo|audio).*)',
  'view (?:this (?:email|message)|in) (?:in )?(?:your )?browser|unsubscribe|manage (?:your )?(?:preferences|subscriptions?)|update your (?:preferences|profile)|forward (?:this )?(?:email |newsletter )?to a friend|darse de baja|cancelar (?:la )?suscripci[oó]n',
  'was this (?:page |article |information )?(?:helpful|useful)\\??|did you find this (?:page|article|information) (?:helpful|useful)\\??|rate this (?:page|article).{0,20}|report (?:a problem|an error|this ad)',
  'your e-?mail address will not be published\\.?(?: required fields are marked ?\\*?)?|required fields are marked ?\\*?|notify me of (?:new|follow-up) (?:posts|comments)\\b.{0,30}|save my name, email.{0,90}',
  '(?:filed under|posted in|tagged(?: with| as)?|tags?|categories|topics|etiquetas|categor[ií]as|archivado en|temas)\\s?:.{1,160}|tagged .{1,120}',
  '(?:\\d+|no|one) (?:comments?|responses?|replies|shares|views|likes)|comments?\\s?\\(\\d+\\)|\\(\\d+\\) comments?|comments (?:are )?(?:closed|off)|\\d+ comentarios?',
  '(?:see|view|read) (?:(?:other|more|all) )?(?:articles?|posts?|stories|work) (?:by|from|in) .{1,60}|more from .{1,50}',
  'this page (?:was|has been) last (?:edited|modified|updated|reviewed)\\b.{0,60}|page last (?:updated|reviewed|modified)\\b.{0,40}',
  '(?:blog at|proudly powered by|powered by|theme:|site by|website by|designed by|hosted by)\\s.{2,60}',
  '(?:already|not (?:yet )?) ?(?:a )?(?:subscriber|member|registered)\\?.{0,40}|(?:log|sign) ?in to (?:continue|comment|read).{0,40}|create (?:a (?:free )?|an )account.{0,40}|ya eres suscriptor.{0,40}|inicia sesi[oó]n',
  '(?:from|de) (?:the |la )?\\p{L}[\\p{L} -]{2,40},? (?:the free |la )?(?:free )?(?:encyclopedia|enciclopedia)(?: libre)?|from .{2,40} encyclop[ae]e?dia',
  "an official website of the .{4,60}|here(?:’|')s how you know|this (?:is an |page is |page has been )archived.{0,30}|archived content|next up|all streams|stay connected|play live radio|\\d{1,2}:\\d{2}(?: \\/ \\d{1,2}:\\d{2})?|listen\\s?[•·|]\\s?\\d{1,2}:\\d{2}|official website|list of \\d+ items|list \\d+ of \\d+|end of list|keep reading|type your e-?mail.{0,3}|get the app|republish(?: this article)?|ready for more\\?|want to write\\?|become (?:an author|a contributor)|contenido relacionado|descarga(?:r)? (?:el|la|este|esta) .{3,40}|imprim(?:e|ir) (?:el|la|esta?) .{3,40}|ligas de inter[eé]s|enlaces de inter[eé]s",
  '(?:this (?:article|story|content) is |exclusive content )?(?:for|available to) (?:subscribers|members)(?: only)?\\b.{0,80}|(?:.{0,20}: ?)?(?:log|sign) in to (?:save|read|continue|comment)\\b.{0,40}|posted in .{2,60}(?:tagged|by) .{2,120}|(?:\\S+ ){0,4}bookmark the permalink|click to (?:share|print|email|tweet)\\b.{0,60}',
  '\\d(?:\\.\\d+)?x|follow (?:this|the|these) (?:authors?|topics?|writers?|story)|add to (?:\\S+ ){0,2}(?:saved|reading|list|favou?rites|calendar|bookmarks)\\b.{0,20}|this (?:article|story|post) is (?:more than|over) .{1,20} old|jump to|comment(?:s|ing) (?:on this|are) .{0,30}closed|to (?:view|play|watch|hear) this (?:video|audio|content)\\b.{0,120}|end of (?:carousel|list|gallery|advert\\w*)|(?:listen|available|watch) (?:on|in|via)\\s?:.{3,90}|main articles?: .{2,80}|this (?:article|section|page) (?:needs (?:additional|more)|may (?:require|need|contain)|does not cite|relies (?:largely|too)|has multiple issues)\\b.{0,120}|(?:this (?:article|page) is about .{3,90}\\. )?for (?:the|other|an?) .{3,80}, see .{2,80}|(?:in this|mentioned in this|about this|more from this) (?:episode|issue|series|story)|jump to .{3,40}|(?:permalink|trackback|blogroll|hide caption|toggle caption|enlarge this image)|\\{ ?\\d+ comments?.{0,60}',
  'page \\d+(?: of \\d+)?|p[aá]gina \\d+(?: de \\d+)?',
  'compart(?:e|ir|a)(?: (?:en|este|esta|con)\\b.{0,40})?|saltar al (?:contenido|men[uú]).{0,20}|ir al contenido.{0,20}|volver arriba|deja(?:r)? (?:un|tu) comentario',
  'loading\\.*|cargando\\.*|javascript is (?:disabled|required).{0,80}',
)

/** A file to fetch with its size, and a line that ends in an arrow. */
const FETCHED =
  /\(\s?(?:\d+(?:[.,]\d+)? ?[kmg]b\s?[,;]?\s?[a-z]{3,4}|(?:pdf|docx?|xlsx?|epub|mp3)\s?[,;:]?\s?\d+(?:[.,]\d+)? ?[kmg]b|\d{1,4} pages?)\s?\)$|\p{L}\s?(?:>>|»|→)$/iu

/** An invitation to look elsewhere, in a line of its own: "RELATED: The bridge that ate a budget". */
const POINTER =
  /^(?:related|read (?:more|next|also)|see also|more|also read|also on .{2,30}|watch|listen|further reading|must read|lee tambi[eé]n|lea tambi[eé]n|te puede interesar|leer m[aá]s|ver tambi[eé]n)\s?[:|]\s?\S.{2,140}$/iu
const INVITATION =
  /^(?:find out|read|learn|see|discover|click|browse|explore|visit|watch|check out)\b.{0,120}\b(?:here|our (?:newsletter|partners?|website|mailing list|other (?:work|articles|publications)|page|programs?|research)|the link below|this link)\b.{0,40}$/iu
const PARTNER = /^(?:[Ff]ind out|[Ll]earn|[Rr]ead|[Dd]iscover) more (?:about|from|on) (?:our |the |this |these |us\b|\p{Lu})[^,;]{0,80}$/u

/** Buttons, before and behind the article, even right above its first paragraph. */
const BUTTON = line(`share${ARTICLE}|print${ARTICLE}|listen|save|tweet|restacks?|${SOCIAL}`)
/** Only before and behind the article: the same words head a section inside. */
const EDGE_LINE = line(
  'home|menu|main menu|sections?|read|report|reply|image|contents|letters|embed|more stories|mentioned in .{3,30}|(?:comment|ethics|editorial|submission) (?:policy|guidelines)|live|giving|calendar|directory|students|faculty|alumni|admissions|apply|argument|essay|review|interview|dispatch|explainer|backgrounder|reportage|column|columna|reportaje|entrevista|cr[oó]nica|[uú]ltima hora|services|industries|insights|our people|our team|prensa|comunicados|discussion about this post|author|edition: .{2,30}|datos abiertos|transparencia|terms & conditions|navigation|search(?: this site| for:?| results)?|index|archives?|about(?: us| the site| this site| the blog)?|contact(?: us)?|careers|jobs|newsroom|media|events?|publications?|programs?|experts?|people|staff|support|help|faqs?|shop|store|blog|podcasts?|videos?|images?|articles?|photos|gallery|multimedia|membership|donate|subscribe(?: now)?|register(?: now)?|partners?|log ?in|log ?out|sign ?(?:in|up|out)|my account|language|english|espa[nñ]ol|fran[cç]ais|deutsch',
  `share${ARTICLE}|print${ARTICLE}|e-?mail|edit(?: this page| source)?|view source|view history|talk|cite|listen|watch|play|pause|transcript|download|save|comments?|comment|reply|tags?|topics?|categories|disclaimers?|terms|privacy|imprint|impressum|colophon|legal|credits|cookies|advertise(?: with us)?|feedback|follow|volunteer|take action|get involved|resources|newsletter|submit|send|ok|close|cancel|next|previous|yes|no|more|${SOCIAL}`,
  '[←‹«<]?\\s?(?:previous|next|newer|older)(?: article| page| post| story| posts| entry)?\\s?[→›»>]?',
  'opinions?|news|world|politics|analysis|commentary|features?|business|health|culture|economy|local|national|international|editorial|perspectives?|opini[oó]n|noticias|mundo|pol[ií]tica|econom[ií]a|cultura|deportes|nacional|internacional',
  'inicio|men[uú]|buscar|contacto|qui[eé]nes somos|nosotros|acerca de|publicaciones|eventos|donar|suscr[ií]bete|registro|anterior|siguiente|etiquetas|enviar|comentarios',
)

const FIELD = line(
  '(?:your |first |last |full |user ?)?names?|(?:your )?(?:e-?mail|mailing)(?: address)?(?: \\(required\\))?|(?:your )?(?:phone|telephone|mobile)(?: number)?|(?:your )?(?:comment|message|question)|website|url|address(?: line \\d)?|city|state|country|zip(?: code)?|post(?:al )?code|organi[sz]ation|company|job title|password|captcha|amount|donation (?:amount|cycle|frequency|type)|(?:gift|contribution) amount|one[- ]time|monthly|annually|quarterly|card number|cvv|expir(?:y|ation) date|other amount|\\$\\d{1,4}|select(?: an? \\w+)?|choose an? \\w+|nombre|apellidos?|correo(?: electr[oó]nico)?|tel[eé]fono|mensaje|comentario|c[oó]digo postal|monto|submit|send|enviar',
)

const TRAIL = /^(?:[^|»›>•·/]{1,40}\s*(?:[|»›>•·]|\s\/\s)\s*){2,}[^|»›>•·/]{1,60}$/u
const SHORT_TRAIL = /^(?:home|inicio|start|news|opinion|world|mundo|noticias)\s*[|»›>•·/]\s*\S.{0,80}$/iu
const MENU_WORDS =
  /\b(?:home|about|contact|news|events?|publications?|archives?|rss|programs?|experts?|careers|jobs|donate|subscribe|privacy|terms|imprint|search|login|blog|inicio|contacto|nosotros|publicaciones|noticias|quiénes somos)\b/giu
const COOKIES = /^(?:this (?:site|website|page)|we|our (?:site|website)|by (?:continuing|using|clicking)|utilizamos|usamos|este sitio)\b.{0,200}\bcookies\b/iu
const COOKIE_WORDS = /\b(?:accept|agree|consent|continu(?:e|ing)|improve|experience|preferences|browsing|aceptar|acepta|experiencia|navegaci[oó]n)\b/iu

const navigation = (rule: string, reason: string): Verdict => ({ kind: 'boilerplate:navigation', reason, rule })

/** Navigation, pointers and forms; null for anything that could be the article. `among`: a neighbour looks like a field of a form. `button`: the block stands outside the article. */
export function judgeLine({ block, text, unquoted, words }: Judged, zone: Zone, among: boolean, button = zone !== 'article'): Verdict | null {
  if (words <= 26 && CERTAIN_LINE.test(text) && !(/^(?:accessibility|topics?:)/iu.test(text) && zone === 'article'))
    return navigation('navigation-line', `a line made for clicking ("${text.slice(0, 40)}")`)
  if (words <= 14 && unquoted === text && FETCHED.test(text)) return navigation('navigation-line', `a line made for clicking ("${text.slice(0, 40)}")`)
  if (
    words <= 24 &&
    unquoted !== '' &&
    (POINTER.test(text)
      ? block.role !== 'row' && block.role !== 'list' && !/^(?:see also|watch|more|further reading)/iu.test(text)
      : INVITATION.test(unquoted) && words <= 20)
  )
    return navigation('pointer', 'an invitation to read something else')
  if (zone !== 'article' && words <= 14 && PARTNER.test(unquoted)) return navigation('pointer', 'an invitation to read something else')
  if (words <= 60 && COOKIES.test(unquoted) && COOKIE_WORDS.test(unquoted) && zone !== 'article' && text === unquoted)
    return navigation('cookies', 'a notice of the page about its cookies')
  if (zone !== 'article' && words <= 24 && block.role !== 'row' && block.level !== 6 && isMenu(text)) return navigation('menu', 'a row of links')
  if (block.role === 'row' || block.role === 'list') return null
  if (button && words <= 3 && BUTTON.test(text)) return navigation('navigation-word', `a button of the page ("${text.slice(0, 40)}")`)
  if (zone !== 'article' && words <= 5 && EDGE_LINE.test(text)) return navigation('navigation-word', `a word of a page's navigation ("${text.slice(0, 40)}")`)
  if (zone !== 'article' && among && words <= 5 && FIELD.test(text))
    return { kind: 'boilerplate:fundraising', reason: 'the label of a field of a form', rule: 'form-field' }
  return null
}

/** A row of short names between dividers, or the usual names of a menu one beside the other; prose has neither. */
function isMenu(text: string): boolean {
  if (/[.!?]\s/u.test(text)) return false
  if (SHORT_TRAIL.test(text) || /^(?:home|inicio) ?:(?: [^:.]{2,30} :){1,6} [^:.]{2,40}$/iu.test(text)) return true
  if (TRAIL.test(text) && !/\d{3}|[@;]/u.test(text) && (/[»›>]/u.test(text) || (text.match(MENU_WORDS)?.length ?? 0) >= 1)) return true
  const pieces = text.split(/\s*[|]\s*/u)
  if (pieces.length >= 3 && namesInLine(text).length === 0 && pieces.every((piece) => piece !== '' && piece.split(' ').length <= 4 && !/\d/u.test(piece)))
    return true
  const names = text.match(MENU_WORDS)?.length ?? 0
  return names >= 3 && names >= text.split(' ').length / 2 && !/[.!?,]/u.test(text)
}

/** True for a line that could be a field of a form; fields are only believed in company. */
export function looksLikeField(text: string): boolean {
  return FIELD.test(text)
}

/** True for a word of a menu or a button, which inside an article counts only beside a form. */
export function looksLikeButton(text: string): boolean {
  return BUTTON.test(text) || FIELD.test(text) || /^(?:subscribe|sign up|join|donate|type your e-?mail.{0,3})$/iu.test(text)
}

/** Words of forms and newsletters in a short line: only believed among others. */
export function looksLikeInvitation(text: string): boolean {
  return /^(?:sign (?:up|now|me up)|subscribe|donate|download|join|register|take action|yes, i|i (?:would like|want|agree)|by (?:signing|submitting|subscribing))\b|\bnewsletters?\b|\b(?:sign(?:ed)? up|help us reach|opt out|unsubscribe)\b/iu.test(
    text,
  )
}

/** A heading under which a page lists other articles. */
export function isTeaserHeading(text: string): boolean {
  return /^(?:related\b|more (?:stories|news|articles)\b|explore more|(?:other|recent|upcoming) (?:articles|posts|stories|news|events)\b|mentioned in\b|previous (?:article|post)|next (?:article|post)|filed under|documents to\b|further reading (?:on|about|from)\b|listen to these|recommended\b|you (?:may|might)|most (?:read|popular|viewed)|trending|popular\b|recent (?:posts|articles)|latest\b|more (?:from|on|in|by)\b|read (?:more|next|also)\b|up next|editors?[’']?s? picks|tags?\b|topics\b|te puede interesar|tambi[eé]n te puede|notas? relacionadas?|art[ií]culos? relacionados?|lo m[aá]s\b|m[aá]s (?:le[ií]das|noticias)|s[ií]guenos|follow us|connect with us|share)/iu.test(
    text,
  )
}
