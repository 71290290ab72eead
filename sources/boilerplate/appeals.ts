/**
 * What a page says to its reader in its own cause: appeals for money and membership, invitations to a newsletter, the house speaking of itself.
 *
 * An article may be about donations, and may say "we" and "you". So words of money never suffice: the page must ask this reader for itself. Behind
 * the article one such sign is enough; between its paragraphs two are needed. What stands in quotation marks is somebody else's appeal.
 */
import type { Judged, Verdict, Zone } from './judged.ts'

const MONEY: readonly RegExp[] = [
  /\bdonat(?:e|es|ion|ions|ing|or|ors)\b|\bdonativos?\b|\bdona(?:r|ciones|ción)?\b/iu,
  /\b(?:sustaining|supporting|paying|founding) (?:members?|donors?|subscribers?)\b/iu,
  /\btax[- ](?:deduct(?:ion|ible)|exempt)\b|\bdeducibles? de impuestos\b/iu,
  /\b501\s?\(c\)/iu,
  /\b(?:reader|listener|viewer|member|community)s?[- ](?:supported|funded|powered)\b|\b(?:supported|funded) by (?:its|our|you,? our) (?:readers|listeners|members|donors|viewers)\b/iu,
  /\b(?:become|becoming|be) a (?:\p{L}+ )?(?:member|patron|supporter|subscriber|donor)\b|\bhazte socio\b/iu,
  /\bpaywalls?\b/iu,
  /\byour (?:generous |financial |continued |monthly )?(?:support|gift|contribution|help|donation|generosity|membership)\b|\btu (?:ayuda|apoyo|donativo|donación)\b/iu,
  /\bsupport (?:us|our (?:work|journalism|mission|newsroom|reporting|research)|(?:independent|local|quality|nonprofit) (?:journalism|news|reporting|media))\b|\bapoya(?:nos|\s(?:nuestro|el periodismo))/iu,
  /\b(?:recurring|monthly|one-time|annual) (?:donor|donation|gift|contribution|member)s?\b/iu,
  /\b(?:chip in|fundrais(?:er|ing)|crowdfunding|make a (?:gift|contribution|donation)|making a (?:gift|contribution|donation)|pitch in)\b/iu,
  /\bgifts? (?:of|are|is|to)\b/iu,
  /\b(?:subscri(?:be|ption)|subscribers?|suscr[ií]bete|suscripción)\b/iu,
]
const READER = /\b(?:you|your|yours|tu|tus|usted)\b/iu
const HOUSE = /\b(?:we|us|our|ours|nosotros|nuestr[oa]s?|nos)\b/giu
const PUBLISHING =
  /\b(?:publish(?:es|ed|ing)?|readers?|subscribers?|donors?|journalism|newsroom|non-?profit|editorial|advertis(?:ers?|ing)|membership|free of charge|cost money|supporters?|mission|lectores|periodismo|cookies|website)\b/iu

/** A block that opens by asking, in the imperative, for the house: "Support our newsroom", "Donate now", "Become a member". */
const ASKS =
  /^(?:please |will you |can you |won[’']t you |would you |help |if you (?:enjoyed|liked|like|value|found|believe|appreciate|can)\b.{0,80}\b(?:please|consider|support|donat\w*|contribut\w*|subscrib\w*)\b|por favor,? )?(?:(?:donate|contribute|chip in|pitch in|subscribe|dona|apoya|suscr[ií]bete|colabora)\b(?! (?:blood|plasma|organs|land|food|that|those))(?:[^,;]{0,40}\b(?:today|now|here|monthly|once|journalism|from \$\d|(?:to|with) (?:our|us)|our (?:work|journalism|newsletter|newsroom|mission)|nuestr\w+|hoy|ahora|aqu[ií])\b|[\s!.»›>]*$)|(?:become|be) a (?:\p{L}+ ){0,2}(?:member|patron|supporter|subscriber|donor)\b.{0,80}$|support (?:us|our|(?:independent|local|quality|nonprofit|public) (?:journalism|news|reporting|media|radio|television|broadcasting))\b.{0,120}|make a (?:gift|donation|contribution)\b.{0,60}|consider (?:supporting|making|becoming|donating|subscribing)\b.{0,160}|join us\b.{0,60}(?:\$|€|£|member|month|mes|today|now|newsletter).{0,40}|give (?:monthly|once|now|today|online|to (?:us|our)\b.{0,30})?[\s!.»›>]*$|haz (?:tu|un) (?:donativo|donación)|dona(?:r)?(?: ahora| aqu[ií]| hoy)?$|hazte (?:socio|miembro).{0,40})/iu
/** Politicians and movements need their readers too; it counts beside a word of publishing. */
const DEPENDS =
  /\b(?:we|our|us)\b.{0,160}\b(?:rely|depend|need|ask|count|can[’']t|cannot|could not|couldn[’']t)\b.{0,80}\b(?:you|your|readers|donors|members|supporters|without)\b/iu
/** "Support Example Press": the house by its name, so capitals matter. */
const SUPPORT_NAME =
  /^(?:(?:[Pp]lease|[Ww]ill you|[Cc]an you|[Hh]elp) )?(?:[Ss]upport(?:ing)?|[Dd]onate to|[Ss]ubscribe to) (?:[Tt]he )?\p{Lu}[\p{L}’']+(?: \p{Lu}[\p{L}’']+){0,4}(?:[’']s (?:journalism|work|mission|reporting)| by becoming .{3,50}| today| now)?(?: journalism)?[\s?!.]*$/u
const PRICE =
  /\ba (?:gift|donation|contribution) of \S{2,12} (?:gives?|buys?|pays?|provides?|will|can|feeds?|covers?|helps?)\b|\bdonations? (?:are|is) (?:voluntary|used|welcome)\b|\bun donativo de \S+/iu
const SELF =
  /\b(?:independent|nonprofit|non-profit|free)\b.{0,120}\b(?:no (?:paywalls?|ads|billionaires?|advertisers?)|thanks to (?:you|our|readers|donors)|without (?:a )?paywall)|\byour (?:\p{L}+ )?(?:gift|donation|support|contribution|membership|generosity)(?: of \S+)? (?:helps?|keeps?|makes?|will|is|allows?|can|enables?|matters|ensures?|today)\b|\bplease (?:consider|donate|support|give|contribute|subscribe)\b|\b(?:gifts?|donations?|contributions?) (?:is|are) (?:fully |100% )?tax[- ]deductible\b|\b(?:recognizes?|registered|is) .{0,60}\b501\s?\(c\)|\b(?:con tu (?:ayuda|apoyo|donativo)|donativos son deducibles|necesitamos tu)\b|\bis (?:supported|funded) by (?:its|our) (?:readers|listeners|members|donors|viewers)\b|\bis (?:a )?(?:reader|listener|viewer|member|community)[- ](?:supported|funded)\b/iu

const NEWSLETTER =
  /^(?:please )?(?:(?:sign up|subscribe|register|join|get|receive|enter|stay|never miss|don[’']t miss|keep up|be the first|want|love|like what|looking for|suscr[ií]bete|recibe|reg[ií]strate|[uú]nete|inscr[ií]bete|mantente)\b.{0,160}\b(?:newsletters?|in-?box|mailing list|e-?mail(?:s| address| updates| alerts?| list)?|updates|bolet[ií]n|correo|alertas|notificaciones|app|podcast|whatsapp (?:channel|group)|telegram channel)\b.{0,100}|stay (?:informed|up to date|in touch|connected|tuned)\b.{0,60}|sign up (?:here|now|today|for free)\b.{0,30}|(?:was this|were you) (?:email |message )?forwarded(?: this (?:email|message|newsletter))?\b.{0,80}|you (?:are receiving|received|have received|got|signed up for|subscribed to) (?:this|our)\b.{0,160}|get (?:a|the) (?:look|latest|best|day|top)\b.{0,160}\b(?:newsletter|briefing|in-?box|here)\b.{0,40}|sign up for .{2,90}(?:newsletter|briefing|alerts?|updates|digest)[\s.!]*$|subscribe (?:to (?:our|the|this)|here|now|today|for (?:free|\$))\b.{0,90}|subscribe\b.{0,30}\$\d.{0,40}|our newsletters?$|newsletter(?: sign-?up)?$|suscr[ií]bete(?: (?:aqu[ií]|ahora|gratis|hoy|a (?:nuestr[oa]|est[ea]|la lista|la revista)\b.{0,50}))?[\s.!]*$)/iu
/** Sure anywhere: a block of its own that asks, with "please", for the page it stands on, or thanks for reading it and wants a subscription. */
const PLAINLY_ASKS =
  /^\W?(?:please (?:consider (?:donating|supporting|subscribing|becoming|making a)|donate|subscribe|support (?:us|our))\b|thank(?:s| you) for reading\b.{0,80}\b(?:subscribe|share|support|subscriber)|\p{Lu}[\p{L}\p{N}’' ]{1,50} is (?:a |an? )?(?:reader|listener|viewer|member|community)[- ](?:supported|funded)\b|\[?(?:get|sign up|subscribe)\b.{0,120}\b(?:our|your|weekly|daily|free)\b.{0,40}\b(?:newsletter|in-?box)\b)/iu
/** What a subscription costs, who paid for the show, how much may still be read: sure anywhere when the block is short. */
const OFFERS =
  /^(?:join|get|subscribe|become|start|try|go|unlock|upgrade|read)\b.{0,40}[$€£]\s?\d+(?:\.\d\d)?(?:\s?(?:an?|per|\/|each)\s?(?:day|week|month|mo|year|yr))?(?: (?:for|to start|today|only).{0,24})?[\s.!]*$/iu
const SPONSORED =
  /^(?:this|today[’']s|support for this) (?:episode|issue|newsletter|edition|show|podcast|program(?:me)?|post) (?:is|was|comes?) (?:brought to you|sponsored|supported|presented|made possible|from)\b|\buse (?:the |our |promo |my )*code \p{Lu}{3,}/iu
const METERED =
  /^you(?:[’']ve| have) read \S+ (?:articles?|stories)\b.{0,40}$|^you(?:[’']ve| have)\b.{0,40}\bfree (?:articles?|stories|reads?)\b.{0,60}$|^(?:this is )?your last free (?:article|story)\b.{0,40}$/iu
/** "Like this story? Share it with a friend." */
const COAXES =
  /^(?:(?:like|enjoy(?:ing|ed)?|love|liked|want|looking for|interested in|missed|got|value)\b[^.!?]{2,60}\?\s+\p{L}|if you (?:like|liked|enjoy|enjoyed|love|value|found)\b.{2,60}, (?:please |consider |leave|share|rate|tell|follow|forward|sign|buy|join|give))/iu
const READING = /\b(?:articles?|story|stories|posts?|newsletters?|shows?|episodes?|podcasts?|essays?|pieces?|read(?:ing|ers?)?|what you)\b/iu
/** A sentence or clause that urges. */
const URGES = /(?:^|[.!?]\s|,\s)(?:please )?(?:become|join|give|donate|support|subscribe|chip in|help)\b/iu
/** Thanks to those who paid, behind the article. */
const THANKS =
  /\b(?:made|makes?) (?:this|our|all of this|it)?\s?(?:work |journalism |reporting |programming )?possible\b|\bis made possible (?:by|in part by|thanks to|with)\b|\b(?:listeners|viewers|readers|donors|supporters) like you\b|\blist of (?:our )?(?:supporters|donors|funders)\b|\bwould like to (?:thank|acknowledge) (?:the|our) (?:\p{L}+ ){0,3}(?:supporters|donors|funders|sponsors|members)\b/iu
/** In the middle of an article only what names the house's own letter or the reader's own box. */
const OWN_LETTER =
  /\b(?:our|your|my|nuestr[oa]|tu|free)\b.{0,40}\b(?:newsletters?|in-?box|mailing list|e-?mail|bolet[ií]n|correo)\b|\b[\p{Lu}][\p{L}]+(?: [\p{Lu}][\p{L}]+)* newsletter\b/iu

const asked = (rule: string, reason: string): Verdict => ({ kind: 'boilerplate:fundraising', reason, rule })

/** Appeals and sign-up forms; null for anything that could be the article. */
export function judgeAppeal(judged: Judged, zone: Zone): Verdict | null {
  const { block, unquoted, words } = judged
  if (words > 160 || unquoted.length < judged.text.length * 0.6) return null
  if (
    words <= 45 &&
    NEWSLETTER.test(unquoted) &&
    (zone !== 'article' || (words <= 30 && OWN_LETTER.test(unquoted) && block.role !== 'list' && block.role !== 'row'))
  )
    return asked('newsletter', 'invites the reader to sign up')
  if (words <= 45 && PLAINLY_ASKS.test(unquoted)) return asked('appeal', 'asks the reader for money or membership')
  if (words <= 12 && block.role !== 'row' && block.role !== 'list' && OFFERS.test(unquoted)) return asked('appeal', 'says what a subscription costs')
  if (words <= 45 && (METERED.test(unquoted) || SPONSORED.test(unquoted))) return asked('appeal', 'says who pays for the page')
  if (
    words <= 30 &&
    COAXES.test(unquoted) &&
    READING.test(unquoted) &&
    (zone !== 'article' || (words <= 14 && /\b(?:members?|subscri\w+|newsletter|share)\b/iu.test(unquoted)))
  )
    return asked('appeal', 'asks those who liked the page for something')
  const money = MONEY.filter((cue) => cue.test(unquoted)).length
  const house = unquoted.match(HOUSE)?.length ?? 0
  const reader = READER.test(unquoted)
  const asks = words <= 45 && (ASKS.test(unquoted) || SUPPORT_NAME.test(unquoted))
  const self = SELF.test(unquoted) || (DEPENDS.test(unquoted) && PUBLISHING.test(unquoted))
  if (zone === 'article') {
    const inline =
      block.role !== 'list' &&
      block.role !== 'row' &&
      ((asks && words <= 12 && (house > 0 || /\b(?:member|donor|patron)\b/iu.test(unquoted)) && !/[,;]/u.test(unquoted)) ||
        (self && money >= 2 && house > 0 && reader) ||
        (asks && money >= 2 && house > 0))
    return inline ? asked('appeal', 'asks the reader for money or membership') : null
  }
  if (zone === 'tail' && words <= 60 && THANKS.test(unquoted)) return asked('appeal', 'thanks those who pay for the page')
  if (
    asks ||
    (self && money >= 1 && words <= 120) ||
    (money >= 2 && reader && house > 0) ||
    (money >= 1 && reader && house > 1 && PUBLISHING.test(unquoted)) ||
    (money >= 3 && words <= 40) ||
    (money >= 2 && reader && words <= 40 && URGES.test(unquoted))
  )
    return asked('appeal', 'asks the reader for money or membership')
  return null
}

/** What a gift of so much pays for; only an appeal's own sum when an appeal stands before it. */
export function namesPrice({ unquoted, words }: Judged): boolean {
  return words <= 60 && PRICE.test(unquoted)
}

/** The house about itself to its readers: "We publish …", "Our newsroom …". Only believed behind a strong sign. */
export function speaksForHouse({ unquoted, words }: Judged): boolean {
  return words <= 120 && (unquoted.match(HOUSE)?.length ?? 0) >= 2 && (PUBLISHING.test(unquoted) || MONEY.some((cue) => cue.test(unquoted)))
}
