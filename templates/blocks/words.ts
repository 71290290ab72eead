/** The few words the typesetter itself puts on a page, in the languages we ship; English elsewhere. */

import { ownValue } from '#model/field.ts'

export type Words = {
  table: string
  source: string
  notes: string
  contents: string
  continued: string
  answers: string
  reported: (name: string) => string
  noPoints: string
  approve: string
  disapprove: string
  discuss: string
  date: string
  decisionBy: (by: string) => string
  opposedBy: string
  decision: string
  was: string
  page: (page: string, pages: string) => string
  picture: string
  chart: string
  newer: string
  newerInline: string
}

const en: Words = {
  table: 'Table',
  source: 'Source',
  notes: 'Notes',
  contents: 'Contents',
  continued: 'continued',
  answers: 'Answers',
  reported: (name) => `As reported by ${name}`,
  noPoints: 'No point has been made on this side.',
  approve: 'Approve',
  disapprove: 'Disapprove',
  discuss: 'Discuss',
  date: 'Date',
  decisionBy: (by) => `Decision asked by ${by}`,
  opposedBy: 'Opposed by',
  decision: 'Decision',
  was: 'was',
  page: (page, pages) => `Page ${page} of ${pages}`,
  picture: 'Picture not available',
  chart: 'Chart not available',
  newer: 'This part was written by a newer version and cannot be shown here. It is kept as it was.',
  newerInline: '[written by a newer version]',
}

const es: Words = {
  table: 'Cuadro',
  source: 'Fuente',
  notes: 'Notas',
  contents: 'Índice',
  continued: 'continuación',
  answers: 'Responde a',
  reported: (name) => `Según ${name}`,
  noPoints: 'No se ha expuesto ningún punto de este lado.',
  approve: 'Aprobado',
  disapprove: 'No aprobado',
  discuss: 'Por discutir',
  date: 'Fecha',
  decisionBy: (by) => `Se pide decisión a más tardar: ${by}`,
  opposedBy: 'En contra',
  decision: 'Decisión',
  was: 'antes',
  page: (page, pages) => `Página ${page} de ${pages}`,
  picture: 'Imagen no disponible',
  chart: 'Gráfica no disponible',
  newer: 'Una versión más reciente escribió esta parte y aquí no puede mostrarse. Se conserva tal como estaba.',
  newerInline: '[escrito por una versión más reciente]',
}

const fr: Words = {
  table: 'Tableau',
  source: 'Source',
  notes: 'Notes',
  contents: 'Sommaire',
  continued: 'suite',
  answers: 'Répond à',
  reported: (name) => `Selon ${name}`,
  noPoints: 'Aucun point n’a été avancé de ce côté.',
  approve: 'Approuvé',
  disapprove: 'Refusé',
  discuss: 'À discuter',
  date: 'Date',
  decisionBy: (by) => `Décision attendue : ${by}`,
  opposedBy: 'Opposés',
  decision: 'Décision',
  was: 'avant',
  page: (page, pages) => `Page ${page} sur ${pages}`,
  picture: 'Image non disponible',
  chart: 'Graphique non disponible',
  newer: 'Cette partie a été écrite par une version plus récente et ne peut être montrée ici. Elle est conservée telle quelle.',
  newerInline: '[écrit par une version plus récente]',
}

const SHIPPED: Readonly<Record<string, Words>> = { en, es, fr }

/** `lang` is BCP 47; only its first part counts. */
export function wordsFor(lang: string): Words {
  return ownValue(SHIPPED, lang.split('-')[0]?.toLowerCase() ?? '') ?? en
}
