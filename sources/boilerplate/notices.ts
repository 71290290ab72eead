/**
 * Notices: whose views a text holds, who owns it, whom to write to. Articles discuss disclaimers, copyright and telephone numbers too; so a notice must open like one,
 * and between paragraphs of the article only the plainest are believed.
 */
import type { Judged, Verdict, Zone } from './judged.ts'

const VIEWS =
  /^(?:\W{0,3}(?:disclaimer|note|editor[’']?s?[’']? note|author[’']?s?[’']? note|aviso|nota(?: (?:de la redacci[oó]n|del editor))?)\b\s?[:.–—-]?\s*)?(?:(?:all |any |the )*(?:views|opinions|positions|statements|findings|interpretations|analys[ei]s|ideas|information|content|conclusions)\b.{0,160}?\b(?:expressed|contained|presented|stated|published|offered|provided|set forth|here(?:in)?|in this|on this|of (?:the|its) (?:authors?|contributors?|writers?|individual)|by (?:the |its )?(?:authors?|guests?|contributors?|writers?))\b.{0,240}?\b(?:(?:do|does|should) not\b.{0,40}\b(?:reflect|represent|constitute|be (?:attributed|taken|construed))|(?:are|is|be|remain)\b.{0,30}\b(?:those|that|the responsibility|their own|his own|her own|my own|his or her own|the author[’']?s?[’']?|solely|not necessarily|for (?:general|informational|educational))|author[’']?s?[’']? (?:own|alone))|(?:las |los )?(?:opiniones|ideas|puntos de vista|contenidos|art[ií]culos)\b.{0,160}\b(?:no reflejan|no representan|son (?:de (?:la )?)?(?:exclusiva )?responsabilidad|es responsabilidad|corresponden|pertenecen|no necesariamente)|.{0,80}\b(?:informaci[oó]n|contenidos?)\b.{0,60}\bes (?:estrictamente |exclusiv[ao]mente )?responsabilidad de\b)/isu
/** What such a notice is about: without one of these "the views expressed in the survey" are the article's own matter. */
const ABOUT_TEXT =
  /\b(?:authors?|writers?|contributors?|columnists?|guests?|speakers?|individual|interviewees?|articles?|publications?|papers?|reports?|commentary|commentaries|essays?|posts?|pieces?|blogs?|columns?|sites?|websites?|documents?|herein|here|employers?|organi[sz]ations?|institut\w+|editorial|policy|policies|official|company|board|publisher|newspaper|magazine|(?:his|her|their|my) own|autor(?:a|as|es)?|columnistas?|art[ií]culos?|columnas?|publicaci[oó]n|medio|diario|peri[oó]dico|dependencia|informaci[oó]n)\b/iu
const NOT_NECESSARILY =
  /\b(?:do|does) not necessarily (?:reflect|represent|state) (?:(?:the|any|its|their|our|\S+[’']s?) )?(?:\S+ ){0,3}(?:(?:views?|opinions?|positions?|polic(?:y|ies)|those)(?: (?:of|or|and|held|expressed)\b|\.?$)|official\b)|\b(?:takes?|does not take|do not take) (?:no )?institutional positions?\b|\bno (?:necesariamente )?reflejan? (?:necesariamente )?(?:la (?:postura|posici[oó]n|opini[oó]n)|las opiniones)/iu
const ADVICE =
  /^(?:\W{0,3}disclaimer\b\s?[:.–—-]?\s*)?(?:the (?:information|content|contents|material|materials)|this (?:article|alert|client alert|bulletin|publication|document|report|site|website|page|material|information|content|presentation|newsletter)|nothing (?:in|on) this|no part of this|information (?:on|in|provided))\b.{0,200}\b(?:(?:do|does|is|are|shall|should|may|must|can)(?: not|n[’']t)\b.{0,60}\b(?:constitute (?:\S+ ){0,5}(?:advice|offer|solicitation|endorsement|recommendation|opinion)|be (?:construed|considered|taken|reproduced|published|copied|relied)|intended|substitute|imply (?:\S+ ){0,3}endorsement|(?:legal|medical|financial|investment|professional) advice)|for (?:general |informational |educational |information )+(?:purposes|use)(?: only)?|as is\b|constitutes? (?:legal|investment|financial) advice)/isu
/** Refusals of a house to answer for its text, wherever in the sentence they stand; behind the article only. */
const REFUSES =
  /\b(?:not|no|any)\b.{0,60}\b(?:legal|professional|medical|investment|financial)\b.{0,20}\badvice\b|\b(?:accepts?|assumes?|bears?) (?:no|any) (?:\S+ )?(?:responsibility|liability)\b|\battorney[- ](?:client relationship|advertising)\b|\bnot be relied (?:up)?on\b|\bfor (?:general |the )?information(?:al)?(?: and educational)? purposes\b|\bprior results do not\b|\badditional terms (?:may )?apply\b|\b(?:editorial board|opinion (?:section|desk|writers)|newsroom)\b.{0,60}\b(?:independently of|separate from|independent of)\b|\breproduction\b.{0,60}\bwithout (?:\S+ ){0,2}(?:authori[sz]ation|permission|consent)\b/iu
/** How a machine or a translator made the text that is read. */
const MADE =
  /^(?:this|the) (?:transcript|translation|recording|transcription|summary) (?:was|is|has been|may)\b.{0,80}\b(?:generated|translated|transcribed|produced|edited|automatically|contain|contains)\b.{0,100}$/iu
const AGREES =
  /^by (?:signing up|subscribing|submitting|clicking|continuing|providing|entering|registering|joining|using)\b.{0,60}\byou (?:agree|accept|consent|acknowledge|confirm)\b.{0,160}$/iu
const FIRST_PUBLISHED =
  /^(?:this (?:article|essay|piece|post|story|column|op-ed|commentary|text|interview|report) (?:(?:was )?(?:first|originally) (?:appeared|published|ran) (?:in|on|at|by|with|under)|(?:first|originally) appeared (?:in|on|at)|is (?:adapted|excerpted|republished|reprinted|reproduced|part of a (?:series|package|project))|was (?:adapted|republished|reprinted|produced (?:with|in|as)|made possible|supported by|funded by))|reprinted (?:with|by) permission|republished (?:with|by|from|under)|read the original article|originally published (?:at|in|on|by)|este (?:art[ií]culo|texto|ensayo) (?:se public[oó]|fue publicado|apareci[oó]|forma parte))\b.{0,260}$/iu
const LICENCE =
  /^(?:(?:text|content|this (?:work|article|text|page|publication|document)|except where|unless otherwise|articles?)\b.{0,160}\b(?:creative commons|cc[ -]by|licen[cs]ed? under|open access)|creative commons\b|cc[ -]by\b|reproduction (?:is )?(?:authori[sz]ed|permitted|prohibited)|crown copyright(?=\s*(?:[.,;©(\d]|$))|(?:queda )?prohibida (?:su|la) reproducci[oó]n|se (?:permite|autoriza|proh[ií]be) (?:la|su) reproducci[oó]n).{0,300}$/iu
const RIGHTS =
  /^(?:[\p{L}\p{N}.,&’' -]{0,60})?(?:©|\(c\)\s|copyright (?:©|\(c\)|(?:19|20)\d{2}|by\b|of\b|notice)|derechos reservados(?=\s*(?:[©.,\d]|$)))\s?.{0,300}$|^.{0,160}\b(?:all rights reserved|todos los derechos reservados(?=[\s.]*$|[.,;])|tous droits r[eé]serv[eé]s|alle rechte vorbehalten)(?:[\s.]*$|[.,;] .{0,240}$)|^published by .{2,80}\. ?(?:©|copyright).{0,40}$/isu
const EDITOR_NOTE =
  /^(?:(?:correction|clarification)(?:, \p{L}{3,9}\.? \d{1,2}(?:, \d{4})?)?|editor[’']?s?[’']? note|nota del editor|nota de la redacci[oó]n)\s?[:–—-]/iu
const DISCLOSURE =
  /^(?:[\p{L}\p{M}.’' -]{3,60}) (?:(?:receives?|received|has received|provides?) (?:\S+ ){0,4}funding (?:from|for|as|to)\b|(?:does|do) not work for, consult\b|(?:declares?|has|have|reports?) no (?:\S+ ){0,3}(?:interests?|affiliations?|conflicts?)(?: of interest)?(?: to \w+)?\.?$)/iu
const DISCLOSURE_HEADING = /^(?:disclosure(?: statement)?s?|conflicts? of interests?(?: statement)?|competing interests?|declaration of interests?)$/iu
const ORIGIN =
  /^this (?:content|essay|paper|article|text|work|report|publication) (?:was|is) (?:originally |first )?(?:written|produced|published|prepared|made possible|supported|part of)\b.{0,260}$/isu
const STANDARDS = /^(?:our standards|correction(?:s)? policy|editorial (?:standards|guidelines|policy)|about (?:this|our) (?:reporting|coverage|process))\s?:/iu
const ABOUT_HOUSE =
  /^(?:The )?\p{Lu}[^.,]{2,90}? is published (?:\p{L}+ ){0,4}by\b|^(?:about (?:us|the \p{Lu}[^.:]{2,60}|\p{Lu}[^.:]{2,60})\s?[:.]\s)?(?:the |el |la )?\p{Lu}[^.,]{2,90}?(?:\s\([A-Z]{2,10}\))?,?\s(?:is|are|es) (?:an? |una? )(?:\p{L}+[,-]? ){0,4}(?:non-?partisan|non-?profit|independent|not-for-profit|registered|charitable|501|membership|research|policy|non-?governmental|sin fines|independiente|no lucrativa)\b/u

const CONTACT_DATA = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]+|(?<!\d)\(?\d{2,4}\)?[\s.-]\d{3,4}[\s.-]\d{3,4}(?!\d)|\+\d{1,3}[\d\s().-]{6,}\d/u
const CONTACT_OPENING =
  /^(?:contacts?\b|(?:press|media) (?:office|contacts?|enquir\w+|inquir\w+|relations)|telephone|phone|tel\b|fax|mobile|e-?mail|for (?:more|further|media|press|additional|general) (?:information|enquir\w+|inquir\w+|questions|details)|to (?:reach|contact|request)|reach (?:us|the)|write to|questions|enquir\w+|inquir\w+|address|our (?:mailing )?address|mailing address|correo|tel[eé]fono|contacto|direcci[oó]n|para (?:m[aá]s|mayor) informaci[oó]n|send (?:us|your|letters|comments|tips)|have a (?:tip|question|story))/iu
const PLEASE_CONTACT =
  /^(?:(?:for|if you)\b.{0,90}[,:]?\s)?(?:please )?(?:contact|e-?mail|call|write to|reach out to|visit|favor de (?:contactar|comunicarse))\b.{0,140}$/iu
const STREET =
  /\b\d{1,5}[A-Za-z]?,?\s(?:[NSEW]\.?W?\.?\s)?(?:\p{Lu}[\p{L}.’'-]*\s){1,4}(?:St(?:reet|\.)?|Ave(?:nue|\.)?|Blvd\.?|Boulevard|Road|Rd\.?|Drive|Dr\.|Lane|Ln\.?|Way|Place|Pl\.|Square|Suite|Floor|Plaza|Parkway|Court|Highway)\b|\b[A-Z]{2}\s\d{5}(?:-\d{4})?\b|\bP\.?\s?O\.?\sBox\s\d+|\b(?:Calle|Av\.|Avenida|Col\.|C\.\s?P\.)\s\S+|\bSuite\s\d+\b/u
const CONTACT_HEADING =
  /^(?:contacts?|contact (?:us|information|details|persons?)|(?:media|press) (?:contacts?|inquiries|enquiries)|enquiries|for more information|contacto|mesa de ayuda\b.{0,60}|imprint|impressum)\s?:?$/iu

const notice = (rule: string, reason: string): Verdict => ({ kind: 'boilerplate:disclaimer', reason, rule })
const contact = (reason: string): Verdict => ({ kind: 'boilerplate:contact', reason, rule: 'contact' })

/** Disclaimers, rights, first publication; null for anything that could be the article. */
export function judgeNotice({ text, unquoted, words, block }: Judged, zone: Zone): Verdict | null {
  if (words > 170 || unquoted.length < text.length * 0.6) return null
  const edge = zone !== 'article'
  const plain = block.role !== 'list' && block.role !== 'row'
  if (
    plain &&
    VIEWS.test(unquoted) &&
    ABOUT_TEXT.test(unquoted) &&
    (edge ||
      (words <= 70 &&
        sentenceCount(unquoted) <= 2 &&
        /\b(?:authors?|contributors?|writers?|columnists?|autor(?:a|es)?|this (?:article|publication|report|paper)|the speakers?)\b/iu.test(unquoted) &&
        /\b(?:expressed|contained|expresad[ao]s)\b/iu.test(unquoted)))
  )
    return notice('disclaimer', 'says whose views the text holds')
  if (words <= 40 && AGREES.test(unquoted)) return notice('disclaimer', 'says what the reader agrees to')
  if (words <= 30 && MADE.test(unquoted)) return notice('disclaimer', 'says how the text was made')
  if (zone === 'tail' && plain && words <= 70 && REFUSES.test(unquoted)) return notice('disclaimer', 'says what the house does not answer for')
  if (
    edge &&
    plain &&
    words > 25 &&
    unquoted
      .split(/(?<=[.!?])\s+/u)
      .some((sentence) => ABOUT_TEXT.test(sentence) && VIEWS.test(sentence.replace(/^(?:accordingly|therefore|as such|por tanto),?\s/iu, '')))
  )
    return notice('disclaimer', 'says whose views the text holds')
  if (edge && words <= 60 && (DISCLOSURE.test(unquoted) || DISCLOSURE_HEADING.test(text)))
    return notice('disclosure', 'says what interests the author or the house has')
  if (edge && words <= 60 && ORIGIN.test(unquoted)) return notice('first-published', 'says where the text comes from')
  if (edge && words <= 120 && NOT_NECESSARILY.test(unquoted) && !/\b(?:court|judge|critics|data|figures?|survey|poll)\b/iu.test(unquoted))
    return notice('disclaimer', 'says whose views the text holds')
  if (edge && EDITOR_NOTE.test(unquoted) && words <= 90) return notice('editor-note', 'a note of the editors about the text')
  if (edge && ADVICE.test(unquoted)) return notice('disclaimer', 'says what the text may not be taken for')
  if (words <= 60 && RIGHTS.test(unquoted) && (edge || /^(?:©|copyright (?:©|\d))/iu.test(unquoted))) return notice('rights', 'a notice of copyright')
  if (edge && words <= 60 && (FIRST_PUBLISHED.test(unquoted) || LICENCE.test(unquoted)))
    return notice('first-published', 'says where the text appeared or under which licence')
  if (edge && words <= 20 && STANDARDS.test(unquoted)) return notice('standards', 'points to the rules of the house')
  return null
}

/** An organization introduced to strangers, behind its own article. */
export function judgeHouse({ unquoted, words, block }: Judged): Verdict | null {
  return words <= 120 && block.role === 'paragraph' && ABOUT_HOUSE.test(unquoted)
    ? notice('about-the-house', 'introduces the organization behind the text')
    : null
}

/** Addresses, telephone numbers and whom to ask; before and behind the article only. */
export function judgeContact({ text, words, block }: Judged, zone: Zone): Verdict | null {
  if (zone === 'article' || block.role === 'row') return null
  const data = CONTACT_DATA.test(text)
  if (words <= 40 && data && (CONTACT_OPENING.test(text) || PLEASE_CONTACT.test(text) || (zone === 'tail' && words <= 8))) return contact('contact details')
  if (zone !== 'tail') return null
  if (CONTACT_HEADING.test(text)) return contact('the heading of contact details')
  if (words <= 25 && /^(?:have a (?:question|tip|story|correction)|got a tip|questions)\b/iu.test(text)) return contact('says whom to ask')
  if (
    words <= 22 &&
    (CONTACT_OPENING.test(text) || PLEASE_CONTACT.test(text)) &&
    (text.endsWith(':') || STREET.test(text) || /\b(?:please|favor de)\b/iu.test(text))
  )
    return contact('says whom to ask')
  if (words <= 30 && STREET.test(text) && (words <= 6 || !/[.!?)]$/u.test(text))) return contact('a postal address')
  if (words <= 40 && data && (text.match(/\||•|·/gu)?.length ?? 0) >= 2) return contact('contact details')
  return null
}

function sentenceCount(text: string): number {
  return text.match(/[.!?](?=\s|$)/gu)?.length ?? 1
}
