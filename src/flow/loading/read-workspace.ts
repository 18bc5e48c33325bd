import { join } from 'node:path';
import { checkReferences } from '../../config/check-references.ts';
import { checkRules } from '../../config/check-rules.ts';
import { type SettingsComplaint, SettingsError } from '../../config/complaint.ts';
import { findKept, keep } from '../../config/kept-layouts.ts';
import { readLayoutFiles, standardLayoutsFolder } from '../../config/layout-files.ts';
import { type Environment, loadConfig } from '../../config/load.ts';
import { readRuleFiles } from '../../config/rule-files.ts';
import type { Config } from '../../config/types.ts';
import { carriers } from '../../connectors/index.ts';
import { loadLayouts } from '../../layout/load.ts';
import { loadMasters, type MasterFile } from '../../layout/masters.ts';
import { loadRules } from '../../layout/rules/load.ts';
import { connectorShapes } from './shapes.ts';

/** Texts that may become files of the workspace, to be checked before they are written. */
export interface Instead {
  /** Of `bridge.yaml`. */
  readonly settings?: string;
  /** Of one file of `layouts/masters`, whether the workspace has it already or not. */
  readonly master?: MasterFile;
}

/**
 * Standard layouts and dictionaries and the workspace's own, with every complaint about them. Needs no settings.
 *
 * @param data the workspace's data folder: what was loaded there before is taken from there
 */
export function loadLayoutFolders(root: string, data?: string, { master }: Instead = {}) {
  const [standard, own] = [standardLayoutsFolder(), join(root, 'layouts')];
  const found = readLayoutFiles(standard, own);
  const masterFiles = master ? [...found.masters.filter((one) => one.name !== master.name), master] : found.masters;
  const files = { ...found, masters: masterFiles, rules: readRuleFiles(standard, own) };
  const kept = data === undefined ? undefined : findKept(data, files);
  if (kept)
    return {
      files: files.layouts,
      ...kept,
      areMastersWrong: false,
      complaints: [],
      ruleComplaints: [],
      keepIn: () => {},
    };
  const { masters, complaints: ofMasters } = loadMasters(files.masters);
  const { layouts, complaints: ofLayouts } = loadLayouts(files.layouts, masters);
  const { rules, complaints: ofRules } = loadRules(files.rules, masters);
  // Written for the engineer who edits layouts, in English, without a remedy of their own.
  const complaints = [...ofMasters, ...ofLayouts, ...ofRules].map(
    (one): SettingsComplaint => ({ ...one, code: 'layout', remedy: '' }),
  );
  /** Lets the next process load them from a data folder that is there. */
  const keepIn = (folder: string) => {
    if (complaints.length === 0) keep(folder, files, { layouts, masters, rules });
  };
  return {
    files: files.layouts,
    layouts,
    masters,
    rules,
    areMastersWrong: ofMasters.length > 0,
    complaints,
    ruleComplaints: ofRules,
    keepIn,
  };
}

/** Only the settings of a workspace, or of a text that may become its settings. Throws `SettingsError`. */
export function loadWorkspaceConfig(root: string, text?: string): Config {
  return loadConfig(root, process.env, connectorShapes, text, carriers.b2!.settings).config;
}

/**
 * Settings, layouts, dictionaries and rules of a workspace. Loads all of them before it complains; nothing is written before `keepIn`.
 *
 * @throws SettingsError with every mistake of `bridge.yaml`, the dictionaries, layouts and rules at once
 */
export function readWorkspace(root: string, env: Environment, instead: Instead = {}) {
  const complaints: SettingsComplaint[] = [];
  let loaded: ReturnType<typeof loadConfig> | undefined;
  try {
    loaded = loadConfig(root, env, connectorShapes, instead.settings, carriers.b2!.settings);
  } catch (error) {
    if (!(error instanceof SettingsError) || error.complaints[0]?.code === 'settings-missing-file') throw error;
    complaints.push(...error.complaints);
  }
  const found = loadLayoutFolders(root, loaded?.config.data, instead);
  const { files, layouts, masters, rules, areMastersWrong } = found;
  complaints.push(...found.complaints);
  if (loaded) {
    // A layout that is there but wrong has its own complaints.
    const names = (direction: 'read' | 'write') =>
      new Set(files.filter((file) => file.direction === direction).map((file) => file.folder));
    const marketplaces = [...layouts.read.values()].map((layout) => layout.marketplace);
    const methods = areMastersWrong ? undefined : masters.methods.map((method) => method.code);
    const known = { read: names('read'), write: names('write'), layouts: layouts.write, marketplaces, methods };
    complaints.push(...checkReferences(loaded.config, loaded.draft, known), ...checkRules(rules, loaded.config));
  }
  if (!loaded || complaints.length > 0) throw new SettingsError(complaints);
  return { config: loaded.config, layouts, masters, rules, keepIn: found.keepIn };
}
