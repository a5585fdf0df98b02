// Writes dist's package.json and package-lock.json: the packages that stay outside the bundle, at the versions of the checkout's
// lock file. It needs no registry.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes both files into `folder`. @param names of the packages that are to be installed there */
export async function writePackageFiles(root, folder, names) {
  const [manifest, lock] = await Promise.all(
    ['package.json', 'package-lock.json'].map(async (file) =>
      JSON.parse(await readFile(join(root, file), 'utf8')),
    ),
  );
  const { name, version, license, type, engines } = manifest;
  const dependencies = Object.fromEntries(
    names.map((dependency) => [dependency, manifest.dependencies[dependency]]),
  );
  const packages = lockedPackages(lock.packages, dependencies);
  const allowScripts = Object.fromEntries(
    Object.entries(manifest.allowScripts).filter(([dependency]) => `node_modules/${dependency}` in packages),
  );
  const distManifest = { name, version, license, private: true, type, engines, dependencies, allowScripts };
  const distLock = {
    ...{ name, version, lockfileVersion: lock.lockfileVersion, requires: true },
    packages: { '': { name, version, license, engines, dependencies }, ...packages },
  };
  await Promise.all([
    writeJson(join(folder, 'package.json'), distManifest),
    writeJson(join(folder, 'package-lock.json'), distLock),
  ]);
}

/** The lock's entries for `dependencies` and for all that they depend on, by their paths. */
function lockedPackages(locked, dependencies) {
  const found = {};
  const add = (name, from) => {
    const path = resolvePath(locked, name, from);
    if (path === undefined || path in found) return;
    // dist needs a package that is a development, peer or optional one in the checkout like any other.
    const { dev: _dev, devOptional: _devOptional, peer: _peer, ...entry } = locked[path];
    found[path] = entry;
    const needed = { ...entry.dependencies, ...entry.optionalDependencies };
    for (const dependency of Object.keys(needed)) add(dependency, path);
  };
  for (const name of Object.keys(dependencies)) add(name, '');
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The path that Node resolves `name` to from the package at `from`: the nearest node_modules that has it. */
function resolvePath(locked, name, from) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (path in locked) return path;
    if (folder === '') return undefined;
  }
}

const writeJson = (file, value) => writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
