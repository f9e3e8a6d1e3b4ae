import * as v from 'valibot';
import { LIMITS } from '$lib/domain/limits';
import { MATERIAL_KINDS, type Material } from '$lib/domain/materials';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { UploadAnswer } from '$lib/protocol/files';
import type { Refusal } from '$lib/protocol/rooms';
import { lineUpTo, nameUpTo, textUpTo, uuid } from '$lib/protocol/text';
import type { Person } from '$lib/server/auth/sessions';
import type { Db } from '$lib/server/db/database';
import type { FilePart } from '$lib/server/files/FileFolder';
import { holdFiles } from '$lib/server/repositories/files';
import * as repository from '$lib/server/repositories/materials';
import type { ServiceContext } from './context';
import type { FilesService, FileToSend, Upload } from './files';
import { refuseField, refuseForm } from './formRefusal';
import { standingIn, type Standing } from './groupStanding';
import { refuse } from './refuse';
import type { FormRefusal, WorkingGroupsService } from './workingGroups';

/** Something an AG shares, as its form sends it. */
export interface MaterialForm {
  /** Made with the form of a new one: the same form sent twice is one. */
  id: unknown;
  kind: unknown;
  title: unknown;
  body: unknown;
  url: unknown;
  /** What was uploaded for it, or what it holds already; empty: none. */
  file: unknown;
  public: boolean;
}
export type MaterialField = 'title' | 'body' | 'url' | 'file';
type Refused = FormRefusal<MaterialField>;

/**
 * Links and files of an AG, and what it has worked out. A file is given out to whoever may see what holds it; it lies with those of
 * the workshop that the AG grew from, and counts there.
 */
export class MaterialsService {
  readonly #context: Pick<ServiceContext, 'db' | 'clock'>;
  readonly #groups: WorkingGroupsService;
  readonly #files: FilesService;

  constructor(
    context: Pick<ServiceContext, 'db' | 'clock'>,
    groups: WorkingGroupsService,
    files: FilesService
  ) {
    this.#context = context;
    this.#groups = groups;
    this.#files = files;
  }

  /** What this viewer may see, the newest first; null: no such AG, or none for them. */
  async page(person: { id: string } | null, groupId: string): Promise<Material[] | null> {
    const standing = await standingIn(this.#context, this.#groups, person, groupId);
    return standing && this.shownTo(standing);
  }

  /** As {@link page}, for whoever's standing is known. */
  shownTo({ group, inside }: Standing): Promise<Material[]> {
    return repository.materialsOf(this.#context.db, group.id, { publicOnly: !inside });
  }

  /** One as its form shows it, or nothing for an empty form (`id` is null); for the coordination only. */
  async forForm(
    person: Person,
    groupId: string,
    id: string | null
  ): Promise<{ ok: true; group: { id: string; number: number }; material: Material | null } | Refusal> {
    const found = await this.#groups.coordinated(person, groupId);
    if (!found) return refuse('forbidden');
    const group = { id: found.id, number: found.number };
    if (id === null) return { ok: true, group, material: null };
    const all = await repository.materialsOf(this.#context.db, groupId, { publicOnly: false });
    const material = all.find((one) => one.id === id);
    return material ? { ok: true, group, material } : refuse('not_found');
  }

  /** Coordination only. */
  async add(person: Person, groupId: string, form: MaterialForm): Promise<{ ok: true } | Refused> {
    const id = v.safeParse(uuid, form.id);
    const content = readForm(form);
    const { db, clock } = this.#context;
    const group = await this.#groups.coordinated(person, groupId);
    if (!group) return refuseForm('forbidden');
    if (!id.success) return refuseForm('invalid');
    if (!content.ok) return content;
    return db.transaction().execute(async (tx): Promise<{ ok: true } | Refused> => {
      const there = await repository.materialsOf(tx, groupId, { publicOnly: false });
      if (there.some((one) => one.id === id.output)) return { ok: true };
      if (there.length >= LIMITS.materialsPerGroup) return refuseForm('limit');
      const { material } = content;
      if (!(await mayHold(tx, material.fileId, { roomId: group.roomId, ownerId: person.id })))
        return fileGone();
      const createdAt = new Date(clock.now());
      await repository.insertMaterial(tx, { ...material, id: id.output, workingGroupId: groupId, createdAt });
      return { ok: true };
    });
  }

  /** Coordination only. */
  async edit(
    person: Person,
    groupId: string,
    id: string,
    form: MaterialForm
  ): Promise<{ ok: true } | Refused> {
    const found = await this.forForm(person, groupId, id);
    if (!found.ok) return { ...found, field: null };
    const content = readForm(form);
    if (!content.ok) return content;
    const group = await this.#groups.coordinated(person, groupId);
    if (!group) return refuseForm('forbidden');
    return this.#context.db.transaction().execute(async (tx): Promise<{ ok: true } | Refused> => {
      const { fileId } = content.material;
      const kept = fileId !== null && fileId === found.material?.file?.id;
      if (!kept && !(await mayHold(tx, fileId, { roomId: group.roomId, ownerId: person.id })))
        return fileGone();
      await repository.updateMaterial(tx, id, content.material);
      return { ok: true };
    });
  }

  /** Coordination only. */
  async remove(person: Person, groupId: string, id: string): Promise<{ ok: true } | Refusal> {
    const found = await this.forForm(person, groupId, id);
    if (!found.ok) return found;
    await repository.deleteMaterial(this.#context.db, groupId, id);
    return { ok: true };
  }

  /** Takes a file in for the coordination. In a day it is gone unless a material holds it. */
  async upload(person: Person | null, groupId: string, upload: Upload): Promise<UploadAnswer> {
    const group = person && (await this.#groups.coordinated(person, groupId));
    if (!group) return refuse('forbidden');
    return this.#files.uploadAs(group.roomId, { personId: person.id, moderates: true }, upload);
  }

  /** A file for whoever may see what holds it. */
  async file(
    person: { id: string } | null,
    groupId: string,
    fileId: string,
    part: FilePart
  ): Promise<FileToSend | Refusal> {
    const standing = await standingIn(this.#context, this.#groups, person, groupId);
    if (!standing || !v.is(uuid, fileId)) return refuse('forbidden');
    const publicOnly = !standing.inside;
    const held = await repository.materialHolds(this.#context.db, groupId, fileId, { publicOnly });
    return held ? this.#files.give(fileId, part) : refuse('forbidden');
  }
}

/** From here on no sweep takes it. Only what they uploaded themselves: others' files may be for others' eyes. */
async function mayHold(
  tx: Db,
  fileId: string | null,
  { roomId, ownerId }: { roomId: string; ownerId: string }
): Promise<boolean> {
  if (fileId === null) return true;
  const row = (await holdFiles(tx, [fileId])).get(fileId);
  return row?.roomId === roomId && row.ownerId === ownerId;
}

function readForm(form: MaterialForm): { ok: true; material: repository.MaterialContent } | Refused {
  const kind = v.safeParse(v.picklist(MATERIAL_KINDS), form.kind);
  if (!kind.success) return refuseForm('invalid');
  const title = v.safeParse(nameUpTo(LIMITS.materialTitle), form.title);
  if (!title.success) return refuseField('title', m.material_error_title({ most: LIMITS.materialTitle }));
  const body = v.safeParse(textUpTo(LIMITS.materialBody), form.body ?? '');
  if (!body.success) return refuseField('body', m.life_error_long({ most: LIMITS.materialBody }));
  const url = v.safeParse(lineUpTo(LIMITS.url), form.url ?? '');
  const address = url.success ? url.output : '?';
  // Only addresses that a browser may follow: no `javascript:`.
  if (address !== '' && !(/^https?:\/\//i.test(address) && URL.canParse(address))) {
    return refuseField('url', m.life_error_url());
  }
  const fileId = String(form.file ?? '');
  if (fileId !== '' && !v.is(uuid, fileId)) return fileGone();
  if (fileId !== '' && address !== '') return refuseField('url', m.material_error_both());
  return {
    ok: true,
    material: {
      kind: kind.output,
      title: title.output,
      body: body.output,
      url: address || null,
      fileId: fileId || null,
      public: form.public
    }
  };
}

const fileGone = (): Refused => ({
  ...refuse('not_found', m.workshop_agenda_file_gone()),
  field: 'file'
});
